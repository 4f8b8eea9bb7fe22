package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import io.dorisio.cdc.SourcePosition;
import io.dorisio.cdc.SourcePositionCoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/** A version, then a message's place, key, value and position, one after the other. */
public final class ChangeMessageCoder extends AtomicCoder<ChangeMessage> {

  private static final ChangeMessageCoder INSTANCE = new ChangeMessageCoder();
  private static final int VERSION = 1;
  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());
  private static final Coder<SourcePosition> POSITION = NullableCoder.of(SourcePositionCoder.of());

  private ChangeMessageCoder() {}

  public static ChangeMessageCoder of() {
    return INSTANCE;
  }

  /** By which Beam finds the coder of the class. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(ChangeMessage.class), INSTANCE);
  }

  @Override
  public void encode(ChangeMessage message, OutputStream out) throws IOException {
    out.write(VERSION);
    RecordOffset place = message.place();
    StringUtf8Coder.of().encode(place.topic(), out);
    VarInt.encode(place.partition(), out);
    VarInt.encode(place.offset(), out);
    BYTES.encode(message.key(), out);
    BYTES.encode(message.value(), out);
    POSITION.encode(message.position().orElse(null), out);
  }

  @Override
  public ChangeMessage decode(InputStream in) throws IOException {
    int version = in.read();
    if (version < 0) {
      throw new EOFException();
    }
    if (version != VERSION) {
      throw new CoderException(
          "A change message has version " + version + "; this DorisIO reads " + VERSION);
    }
    RecordOffset place =
        new RecordOffset(
            StringUtf8Coder.of().decode(in), VarInt.decodeInt(in), VarInt.decodeLong(in));
    ChangeMessage message = new ChangeMessage(place, BYTES.decode(in), BYTES.decode(in));
    SourcePosition position = POSITION.decode(in);
    return position == null ? message : message.withPosition(position);
  }
}
