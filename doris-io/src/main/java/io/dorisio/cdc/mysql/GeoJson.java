package io.dorisio.cdc.mysql;

import java.math.BigDecimal;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes Well-Known Binary as GeoJSON (RFC 7946). Points have two coordinates, as MySQL's have; the
 * three and four of others are read, and those after the second left out.
 *
 * <p>WKB: OGC 06-103r4, 8.2; the extended form's flags as PostGIS and MariaDB tools write them.
 */
final class GeoJson {

  private static final String[] NAMES = {
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection"
  };
  private static final int POINT = 1;
  private static final int LINE = 2;
  private static final int POLYGON = 3;
  private static final int COLLECTION = 7;
  private static final int DEPTH = 32;

  private final ByteBuffer wkb;
  private final StringBuilder json = new StringBuilder();
  private int dimensions;

  private GeoJson(byte[] wkb) {
    this.wkb = ByteBuffer.wrap(wkb);
  }

  /**
   * @throws IllegalArgumentException if the bytes are no geometry, or have bytes after it
   */
  static String of(SpatialValue value) {
    GeoJson geometry = new GeoJson(value.wkb());
    try {
      geometry.geometry(0);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("A geometry's bytes end too early", e);
    }
    if (geometry.wkb.hasRemaining()) {
      throw new IllegalArgumentException(
          "A geometry has " + geometry.wkb.remaining() + " bytes too many");
    }
    return geometry.json.toString();
  }

  private void geometry(int depth) {
    int type = header(depth);
    json.append("{\"type\":\"").append(NAMES[type - 1]).append("\",\"");
    json.append(type == COLLECTION ? "geometries" : "coordinates").append("\":");
    coordinates(type, depth);
    json.append('}');
  }

  /** Reads the byte order and the type, and what the type says of dimensions. */
  private int header(int depth) {
    if (depth > DEPTH) {
      throw new IllegalArgumentException("A geometry is nested deeper than " + DEPTH + " levels");
    }
    wkb.order(wkb.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int code = wkb.getInt();
    boolean z = (code & 0x80000000) != 0;
    boolean m = (code & 0x40000000) != 0;
    if ((code & 0x20000000) != 0) {
      wkb.getInt();
    }
    int plain = code & 0x0fffffff;
    int iso = plain / 1000;
    int type = plain % 1000;
    if (type < POINT || type > COLLECTION || iso > 3) {
      throw new IllegalArgumentException("A geometry has the unknown type " + plain);
    }
    dimensions = 2 + (z || iso == 1 || iso == 3 ? 1 : 0) + (m || iso >= 2 ? 1 : 0);
    return type;
  }

  private void coordinates(int type, int depth) {
    switch (type) {
      case POINT -> point();
      case LINE -> points();
      case POLYGON -> list(this::points);
      case COLLECTION -> list(() -> geometry(depth + 1));
      default ->
          list(
              () -> {
                int part = header(depth + 1);
                if (part != type - 3) {
                  throw new IllegalArgumentException(
                      "A " + NAMES[type - 1] + " has a part of type " + NAMES[part - 1]);
                }
                coordinates(part, depth + 1);
              });
    }
  }

  private void points() {
    list(this::point);
  }

  private void point() {
    json.append('[');
    number(wkb.getDouble());
    json.append(',');
    number(wkb.getDouble());
    for (int i = 2; i < dimensions; i++) {
      wkb.getDouble();
    }
    json.append(']');
  }

  private void number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("A geometry has the coordinate " + value);
    }
    json.append(new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString());
  }

  /** A count and as many elements: each takes bytes, so that a false count ends with them. */
  private void list(Runnable element) {
    int count = wkb.getInt();
    json.append('[');
    for (int i = 0; i != count; i++) {
      if (i > 0) {
        json.append(',');
      }
      element.run();
    }
    json.append(']');
  }
}
