package io.dorisio.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * What a shard remembers between bundles: the run that its labels belong to, and the number of its
 * next load. A restored job finds the run it had, a fresh job makes a new one.
 */
record LoadSequence(String run, long next) {

  LoadSequence advanced() {
    return new LoadSequence(run, next + 1);
  }

  /** Stands in savepoints: a version, then the fields of that version. */
  static final class SequenceCoder extends AtomicCoder<LoadSequence> {

    static final SequenceCoder INSTANCE = new SequenceCoder();
    private static final int VERSION = 1;

    @Override
    public void encode(LoadSequence sequence, OutputStream out) throws IOException {
      out.write(VERSION);
      StringUtf8Coder.of().encode(sequence.run(), out);
      VarLongCoder.of().encode(sequence.next(), out);
    }

    @Override
    public LoadSequence decode(InputStream in) throws IOException {
      int version = in.read();
      if (version != VERSION) {
        throw new CoderException(
            "The state of a shard has version " + version + "; this DorisIO reads " + VERSION);
      }
      return new LoadSequence(StringUtf8Coder.of().decode(in), VarLongCoder.of().decode(in));
    }
  }
}
