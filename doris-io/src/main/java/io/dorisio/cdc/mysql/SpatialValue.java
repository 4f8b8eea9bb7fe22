package io.dorisio.cdc.mysql;

import java.util.Arrays;

/** A value of a spatial column: a reference system's number and Well-Known Binary. */
public final class SpatialValue {

  private static final int SRID_BYTES = 4;

  private final int srid;
  private final byte[] wkb;

  public SpatialValue(int srid, byte[] wkb) {
    this.srid = srid;
    this.wkb = wkb.clone();
  }

  /**
   * From what MySQL keeps: 4 bytes of the reference system's number, little-endian, then WKB (MySQL
   * reference manual, 11.4.3).
   *
   * @throws IllegalArgumentException if there are fewer than 4 bytes
   */
  public static SpatialValue ofStored(byte[] stored) {
    if (stored.length < SRID_BYTES) {
      throw new IllegalArgumentException(
          "A spatial value has " + stored.length + " bytes, fewer than its reference system takes");
    }
    int srid = 0;
    for (int i = SRID_BYTES - 1; i >= 0; i--) {
      srid = (srid << Byte.SIZE) | (stored[i] & 0xff);
    }
    return new SpatialValue(srid, Arrays.copyOfRange(stored, SRID_BYTES, stored.length));
  }

  public int srid() {
    return srid;
  }

  public byte[] wkb() {
    return wkb.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpatialValue value
        && srid == value.srid
        && Arrays.equals(wkb, value.wkb);
  }

  @Override
  public int hashCode() {
    return 31 * srid + Arrays.hashCode(wkb);
  }

  @Override
  public String toString() {
    return "SpatialValue[srid " + srid + ", " + wkb.length + " bytes]";
  }
}
