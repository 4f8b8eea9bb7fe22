package io.dorisio.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Values of one width, little-endian. */
abstract class ArrowFixed extends ArrowColumn {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int width;
  private byte[] values;

  ArrowFixed(int width) {
    this.width = width;
    this.values = new byte[FIRST_VALUES * width];
  }

  @Override
  final int write(int index, Object value) {
    if (value != null) {
      set(index, value);
      nulls.clear(index);
    } else {
      int at = room(index);
      Arrays.fill(values, at, at + width, (byte) 0);
      nulls.set(index);
    }
    return width;
  }

  /** Sets a value, by one of the methods below. */
  abstract void set(int index, Object value);

  final void setByte(int index, byte value) {
    int at = room(index);
    values[at] = value;
  }

  final void setShort(int index, short value) {
    int at = room(index);
    SHORTS.set(values, at, value);
  }

  final void setInt(int index, int value) {
    int at = room(index);
    INTS.set(values, at, value);
  }

  final void setLong(int index, long value) {
    int at = room(index);
    LONGS.set(values, at, value);
  }

  /** Sets a number that may be wider than 64 bits. */
  final void setWide(int index, long value) {
    int at = room(index);
    LONGS.set(values, at, value);
    for (int i = Long.BYTES; i < width; i += Long.BYTES) {
      LONGS.set(values, at + i, value >> (Long.SIZE - 1));
    }
  }

  final void setWide(int index, BigInteger value) {
    int at = room(index);
    byte[] bytes = value.toByteArray();
    for (int i = 0; i < width; i++) {
      values[at + i] =
          i < bytes.length ? bytes[bytes.length - 1 - i] : (byte) (value.signum() < 0 ? -1 : 0);
    }
  }

  private int room(int index) {
    int at = index * width;
    if (at > values.length - width) {
      values = Arrays.copyOf(values, ArrayGrowth.grown(values.length, (long) at + width));
    }
    return at;
  }

  @Override
  void addTo(ArrowBatch batch, int count) {
    nulls.addTo(batch, count);
    batch.buffer(values, count * width);
  }
}
