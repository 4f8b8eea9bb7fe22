package io.dorisio.cdc.write;

import io.dorisio.cdc.RecordOffset;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/** A message's place, key and value, one after the other. */
public final class ChangeMessageCoder extends AtomicCoder<ChangeMessage> {

  private static final ChangeMessageCoder INSTANCE = new ChangeMessageCoder();
  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());

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
    RecordOffset place = message.place();
    StringUtf8Coder.of().encode(place.topic(), out);
    VarInt.encode(place.partition(), out);
    VarInt.encode(place.offset(), out);
    BYTES.encode(message.key(), out);
    BYTES.encode(message.value(), out);
  }

  @Override
  public ChangeMessage decode(InputStream in) throws IOException {
    RecordOffset place =
        new RecordOffset(
            StringUtf8Coder.of().decode(in), VarInt.decodeInt(in), VarInt.decodeLong(in));
    return new ChangeMessage(place, BYTES.decode(in), BYTES.decode(in));
  }
}
