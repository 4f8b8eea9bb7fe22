package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedBytes;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.FixedString;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosDuration;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.schemas.logicaltypes.VariableBytes;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypeMappingTest {

  private static final FieldType ONE_OF =
      FieldType.logicalType(
          OneOfType.create(Field.of("n", FieldType.INT32), Field.of("s", FieldType.STRING)));

  private static Arguments maps(FieldType beam, String doris) {
    return Arguments.of(beam, doris);
  }

  static List<Arguments> types() {
    return List.of(
        maps(FieldType.BOOLEAN, "BOOLEAN"),
        maps(FieldType.BYTE, "TINYINT"),
        maps(FieldType.INT16, "SMALLINT"),
        maps(FieldType.INT32, "INT"),
        maps(FieldType.INT64, "BIGINT"),
        maps(FieldType.FLOAT, "FLOAT"),
        maps(FieldType.DOUBLE, "DOUBLE"),
        maps(FieldType.DECIMAL, "DECIMAL(38,9)"),
        maps(FieldType.STRING, "STRING"),
        maps(FieldType.BYTES, "STRING"),
        maps(FieldType.DATETIME, "DATETIME(3)"),
        maps(FieldType.logicalType(SqlTypes.DATE), "DATE"),
        maps(FieldType.logicalType(SqlTypes.TIME), "VARCHAR(15)"),
        maps(FieldType.logicalType(SqlTypes.DATETIME), "DATETIME(6)"),
        maps(FieldType.logicalType(SqlTypes.TIMESTAMP), "DATETIME(6)"),
        maps(FieldType.logicalType(SqlTypes.UUID), "VARCHAR(36)"),
        maps(FieldType.logicalType(new MicrosInstant()), "DATETIME(6)"),
        maps(FieldType.logicalType(new NanosInstant()), "DATETIME(6)"),
        maps(FieldType.logicalType(Timestamp.MILLIS), "DATETIME(3)"),
        maps(FieldType.logicalType(Timestamp.NANOS), "DATETIME(6)"),
        maps(FieldType.logicalType(new NanosDuration()), "STRUCT<`seconds`:BIGINT,`nanos`:INT>"),
        maps(FieldType.logicalType(EnumerationType.create("a", "b")), "VARCHAR(64)"),
        maps(FieldType.logicalType(EnumerationType.create("ü".repeat(50))), "VARCHAR(100)"),
        maps(ONE_OF, "VARIANT"),
        maps(FieldType.logicalType(FixedPrecisionNumeric.of(9, 2)), "DECIMAL(9,2)"),
        maps(FieldType.logicalType(FixedPrecisionNumeric.of(38, 38)), "DECIMAL(38,38)"),
        maps(FieldType.logicalType(VariableString.of(10)), "VARCHAR(40)"),
        maps(FieldType.logicalType(VariableString.of(Integer.MAX_VALUE)), "STRING"),
        maps(FieldType.logicalType(FixedString.of(1)), "VARCHAR(4)"),
        maps(FieldType.logicalType(VariableBytes.of(4)), "VARCHAR(8)"),
        maps(FieldType.logicalType(FixedBytes.of(3)), "VARCHAR(4)"),
        maps(FieldType.array(FieldType.INT32), "ARRAY<INT>"),
        maps(FieldType.iterable(FieldType.array(FieldType.STRING)), "ARRAY<ARRAY<STRING>>"),
        maps(FieldType.map(FieldType.STRING, FieldType.INT64), "MAP<STRING,BIGINT>"),
        maps(
            FieldType.row(Schema.builder().addInt32Field("a b").addStringField("c").build()),
            "STRUCT<`a b`:INT,`c`:STRING>"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyBeamTypeHasAColumnType(FieldType beam, String doris) {
    assertEquals(doris, TypeMapping.of(beam).ddl());
    assertEquals(doris, TypeMapping.of(beam.withNullable(true)).ddl());
  }

  @Test
  void keysOfTextHaveALength() {
    assertEquals("VARCHAR(65533)", TypeMapping.ofKey(FieldType.STRING).ddl());
    assertEquals("BIGINT", TypeMapping.ofKey(FieldType.INT64).ddl());
    assertEquals("VARCHAR(36)", TypeMapping.ofKey(FieldType.logicalType(SqlTypes.UUID)).ddl());
  }

  static List<FieldType> noKeys() {
    return List.of(
        FieldType.FLOAT,
        FieldType.DOUBLE,
        FieldType.array(FieldType.INT32),
        FieldType.map(FieldType.STRING, FieldType.STRING),
        FieldType.row(Schema.builder().addInt32Field("a").build()),
        ONE_OF);
  }

  @ParameterizedTest
  @MethodSource("noKeys")
  void whatCannotBeAKeyIsRefusedAsOne(FieldType type) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TypeMapping.ofKey(type));

    assertTrue(e.getMessage().contains("Doris has no keys"), e::getMessage);
  }

  static List<FieldType> noColumns() {
    return List.of(
        FieldType.array(ONE_OF),
        FieldType.map(FieldType.array(FieldType.INT32), FieldType.STRING),
        FieldType.row(Schema.builder().build()),
        FieldType.logicalType(FixedPrecisionNumeric.of(39, 2)));
  }

  @ParameterizedTest
  @MethodSource("noColumns")
  void whatDorisCannotHoldIsRefused(FieldType type) {
    assertThrows(IllegalArgumentException.class, () -> TypeMapping.of(type));
  }

  @Test
  void textsAndDecimalsWithoutLengthAskForNone() {
    assertFalse(TypeMapping.isBounded(FieldType.STRING));
    assertFalse(TypeMapping.isBounded(FieldType.DECIMAL));
    assertTrue(TypeMapping.isBounded(FieldType.INT32));
    assertTrue(TypeMapping.isBounded(FieldType.logicalType(VariableString.of(3))));
    assertTrue(TypeMapping.isBounded(FieldType.logicalType(FixedPrecisionNumeric.of(9, 2))));
  }
}
