package io.dorisio.cdc;

import io.dorisio.cdc.mysql.MySqlType;
import io.dorisio.cdc.mysql.SourceValue;
import io.dorisio.cdc.mysql.SpatialValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Writes a value in one of the forms of {@link SourceValue} behind a tag of one byte, and a type in
 * about four bytes. The tags are part of the stored form: they are added to, never changed.
 */
final class ValueCodec {

  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int LONG = 3;
  private static final int BIG_INTEGER = 4;
  private static final int DECIMAL = 5;
  private static final int DOUBLE = 6;
  private static final int TEXT = 7;
  private static final int BYTES = 8;
  private static final int INSTANT = 9;
  private static final int SPATIAL = 10;

  private static final int UNSIGNED = 1;
  private static final int MEMBERS = 2;

  private static final StringUtf8Coder TEXT_CODER = StringUtf8Coder.of();
  private static final ListCoder<String> TEXTS = ListCoder.of(TEXT_CODER);
  private static final ByteArrayCoder BYTES_CODER = ByteArrayCoder.of();

  private ValueCodec() {}

  static void encode(@Nullable Object value, OutputStream out) throws IOException {
    if (value == null) {
      out.write(NULL);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? TRUE : FALSE);
    } else if (value instanceof Long number) {
      out.write(LONG);
      // Zigzag: negative numbers near zero are short too.
      VarInt.encode((number << 1) ^ (number >> (Long.SIZE - 1)), out);
    } else if (value instanceof BigInteger number) {
      out.write(BIG_INTEGER);
      BYTES_CODER.encode(number.toByteArray(), out);
    } else if (value instanceof BigDecimal number) {
      out.write(DECIMAL);
      VarInt.encode(number.scale(), out);
      BYTES_CODER.encode(number.unscaledValue().toByteArray(), out);
    } else if (value instanceof Double number) {
      out.write(DOUBLE);
      new DataOutputStream(out).writeDouble(number);
    } else if (value instanceof String text) {
      out.write(TEXT);
      TEXT_CODER.encode(text, out);
    } else if (value instanceof byte[] bytes) {
      out.write(BYTES);
      BYTES_CODER.encode(bytes, out);
    } else if (value instanceof Instant instant) {
      out.write(INSTANT);
      VarInt.encode(instant.getEpochSecond(), out);
      VarInt.encode(instant.getNano(), out);
    } else if (value instanceof SpatialValue spatial) {
      out.write(SPATIAL);
      VarInt.encode(spatial.srid(), out);
      BYTES_CODER.encode(spatial.wkb(), out);
    } else {
      throw new CoderException("A change record holds no " + value.getClass().getName());
    }
  }

  static @Nullable Object decode(InputStream in) throws IOException {
    int tag = in.read();
    return switch (tag) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case LONG -> unzigzag(VarInt.decodeLong(in));
      case BIG_INTEGER -> new BigInteger(BYTES_CODER.decode(in));
      case DECIMAL -> {
        int scale = VarInt.decodeInt(in);
        yield new BigDecimal(new BigInteger(BYTES_CODER.decode(in)), scale);
      }
      case DOUBLE -> new DataInputStream(in).readDouble();
      case TEXT -> TEXT_CODER.decode(in);
      case BYTES -> BYTES_CODER.decode(in);
      case INSTANT -> Instant.ofEpochSecond(VarInt.decodeLong(in), VarInt.decodeInt(in));
      case SPATIAL -> new SpatialValue(VarInt.decodeInt(in), BYTES_CODER.decode(in));
      default ->
          throw new CoderException("A change record has a value with the unknown tag " + tag);
    };
  }

  private static long unzigzag(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  static void encodeType(MySqlType type, OutputStream out) throws IOException {
    VarInt.encode(type.name().code(), out);
    out.write((type.unsigned() ? UNSIGNED : 0) | (type.members().isEmpty() ? 0 : MEMBERS));
    VarInt.encode(type.length() + 1, out);
    VarInt.encode(type.scale() + 1, out);
    if (!type.members().isEmpty()) {
      TEXTS.encode(type.members(), out);
    }
  }

  static MySqlType decodeType(InputStream in) throws IOException {
    MySqlType.Name name = MySqlType.Name.ofCode(VarInt.decodeInt(in));
    int flags = in.read();
    MySqlType type = MySqlType.of(name, VarInt.decodeInt(in) - 1, VarInt.decodeInt(in) - 1);
    if ((flags & UNSIGNED) != 0) {
      type = type.asUnsigned();
    }
    return (flags & MEMBERS) != 0 ? type.withMembers(TEXTS.decode(in)) : type;
  }
}
