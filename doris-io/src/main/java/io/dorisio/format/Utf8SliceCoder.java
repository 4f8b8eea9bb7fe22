package io.dorisio.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Encodes slices as {@link ByteArrayCoder} encodes the same bytes within other data. */
public final class Utf8SliceCoder extends AtomicCoder<Utf8Slice> {

  private static final long serialVersionUID = 1L;
  private static final Utf8SliceCoder INSTANCE = new Utf8SliceCoder();

  private Utf8SliceCoder() {}

  public static Utf8SliceCoder of() {
    return INSTANCE;
  }

  /** For {@link org.apache.beam.sdk.coders.DefaultCoder}. */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(Utf8Slice.class), INSTANCE);
  }

  @Override
  public void encode(Utf8Slice slice, OutputStream out) throws IOException {
    VarInt.encode(slice.length(), out);
    out.write(slice.array(), slice.from(), slice.length());
  }

  @Override
  public Utf8Slice decode(InputStream in) throws IOException {
    return Utf8Slice.of(ByteArrayCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public boolean isRegisterByteSizeObserverCheap(Utf8Slice slice) {
    return true;
  }

  @Override
  protected long getEncodedElementByteSize(Utf8Slice slice) {
    return (long) VarInt.getLength(slice.length()) + slice.length();
  }
}
