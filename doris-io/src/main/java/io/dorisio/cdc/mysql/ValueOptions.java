package io.dorisio.cdc.mysql;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What becomes of values for which Doris has no exact counterpart.
 *
 * @param zeroDates default {@link ZeroDates#NULL}
 * @param binary default {@link BinaryText#BASE64}
 * @param spatial default {@link SpatialText#GEO_JSON}
 * @param tinyInt1 default {@link TinyInt1#NUMBER}
 * @param zone in which points in time are written, since Doris' DATETIME has none; default UTC
 */
public record ValueOptions(
    ZeroDates zeroDates, BinaryText binary, SpatialText spatial, TinyInt1 tinyInt1, ZoneId zone)
    implements Serializable {

  public static final ValueOptions DEFAULT =
      new ValueOptions(
          ZeroDates.NULL, BinaryText.BASE64, SpatialText.GEO_JSON, TinyInt1.NUMBER, ZoneOffset.UTC);

  /** What becomes of {@code 0000-00-00}, and of dates that no calendar has ({@code 2024-02-30}). */
  public enum ZeroDates {
    NULL,
    /** {@code 0000-01-01}, the first day that Doris has. */
    FIRST_DAY,
    /** {@code 1970-01-01}, as Debezium gives for columns that are NOT NULL. */
    EPOCH,
    /** The row is refused. */
    FAIL
  }

  /** How bytes become text. */
  public enum BinaryText {
    BASE64,
    /** Lower case, as {@code lower(hex(column))} in MySQL. */
    HEX
  }

  /** How spatial values become text. */
  public enum SpatialText {
    /** Without the reference system. */
    GEO_JSON,
    WKB_BASE64
  }

  /** What TINYINT(1) is, which MySQL has both for BOOLEAN and for small numbers. */
  public enum TinyInt1 {
    NUMBER,
    BOOLEAN
  }

  public ValueOptions withZeroDates(ZeroDates value) {
    return new ValueOptions(value, binary, spatial, tinyInt1, zone);
  }

  public ValueOptions withBinary(BinaryText value) {
    return new ValueOptions(zeroDates, value, spatial, tinyInt1, zone);
  }

  public ValueOptions withSpatial(SpatialText value) {
    return new ValueOptions(zeroDates, binary, value, tinyInt1, zone);
  }

  public ValueOptions withTinyInt1(TinyInt1 value) {
    return new ValueOptions(zeroDates, binary, spatial, value, zone);
  }

  public ValueOptions withZone(ZoneId value) {
    return new ValueOptions(zeroDates, binary, spatial, tinyInt1, value);
  }
}
