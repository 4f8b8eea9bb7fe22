package io.dorisio.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.apache.beam.sdk.values.Row;
import org.joda.time.DateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowCheckTest {

  private static final FieldType DATE = FieldType.logicalType(SqlTypes.DATE);
  private static final FieldType TIME = FieldType.logicalType(SqlTypes.TIME);
  private static final FieldType DATE_TIME = FieldType.logicalType(SqlTypes.DATETIME);
  private static final FieldType TIMESTAMP = FieldType.logicalType(SqlTypes.TIMESTAMP);
  private static final FieldType UUIDS = FieldType.logicalType(SqlTypes.UUID);
  private static final EnumerationType COLORS = EnumerationType.create("red", "ultramarine");
  private static final FieldType ENUM = FieldType.logicalType(COLORS);
  private static final OneOfType NUMBER_OR_TEXT =
      OneOfType.create(Field.of("n", FieldType.INT64), Field.of("s", FieldType.STRING));
  private static final FieldType ONE_OF = FieldType.logicalType(NUMBER_OR_TEXT);
  private static final FieldType POINT =
      FieldType.row(Schema.builder().addInt64Field("x").addStringField("name").build());

  private static Arguments of(FieldType beam, String column, Object value) {
    return Arguments.of(beam, column, value);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  /** The values of one field in each row. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<Object>[] rows(Object... values) {
    return Arrays.stream(values).map(Collections::singletonList).toArray(List[]::new);
  }

  private static void check(FieldType beam, String column, Object value, RowCheckOptions options) {
    RowCheck.of(Beam.schema(beam), Beam.table(Beam.column("c", column)), options)
        .check(Beam.row(beam, value));
  }

  static List<Arguments> good() {
    return List.of(
        of(FieldType.INT64, "tinyint", 127L),
        of(FieldType.INT64, "tinyint", -128L),
        of(FieldType.INT64, "bigint", Long.MIN_VALUE),
        of(FieldType.INT16, "int", (short) -32768),
        of(FieldType.INT64, "largeint", Long.MAX_VALUE),
        of(FieldType.INT64, "decimal(5,2)", -999L),
        of(FieldType.INT64, "decimal(38,19)", Long.MIN_VALUE),
        of(FieldType.INT64, "varchar(3)", -99L),
        of(FieldType.INT32, "boolean", 1),
        of(FieldType.BOOLEAN, "tinyint", true),
        of(FieldType.STRING, "varchar(4)", "😀"),
        of(FieldType.STRING, "varchar(6)", "üöä"),
        of(FieldType.STRING, "char(1)", "\0"),
        of(FieldType.STRING, "varchar(2)", "\\N"),
        of(FieldType.STRING, "varchar(1)", ""),
        of(FieldType.STRING, "string", "x".repeat(1 << 20)),
        of(FieldType.STRING, "int", "12"),
        of(FieldType.BYTES, "varchar(4)", new byte[3]),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("-999.99")),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("999.9900000")),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("0E+50")),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("1E+2")),
        of(FieldType.DECIMAL, "decimal(2,2)", decimal("0.99")),
        of(FieldType.DECIMAL, "int", decimal("-2147483648.00")),
        of(FieldType.DECIMAL, "largeint", decimal("-170141183460469231731687303715884105728")),
        of(FieldType.DECIMAL, "varchar(5)", decimal("-0.01")),
        of(FieldType.logicalType(FixedPrecisionNumeric.of(9, 2)), "decimal(9,2)", decimal("1.50")),
        of(FieldType.FLOAT, "double", Float.NaN),
        of(FieldType.DOUBLE, "float", Double.POSITIVE_INFINITY),
        of(FieldType.DOUBLE, "float", 3.4028234663852886e38),
        of(FieldType.DOUBLE, "decimal(5,2)", 999.994),
        of(FieldType.DOUBLE, "varchar(3)", 1.5),
        of(FieldType.DOUBLE, "string", Double.NaN),
        of(DATE, "date", LocalDate.of(0, 1, 1)),
        of(DATE, "datetime", LocalDate.of(9999, 12, 31)),
        of(DATE_TIME, "datetime(6)", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999)),
        of(DATE_TIME, "datetime", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 499_999_999)),
        of(DATE_TIME, "varchar(21)", LocalDateTime.of(2024, 3, 31, 2, 30, 0, 500_000_000)),
        of(TIMESTAMP, "datetime(6)", Instant.parse("0000-01-01T00:00:00Z")),
        of(FieldType.DATETIME, "datetime(3)", new DateTime(-1L)),
        of(FieldType.DATETIME, "date", DateTime.parse("2024-01-01T00:00:00Z")),
        of(TIME, "varchar(15)", LocalTime.of(23, 59, 59, 999_999_000)),
        of(TIME, "varchar(8)", LocalTime.MIDNIGHT),
        of(UUIDS, "char(36)", new UUID(0, 0)),
        of(ENUM, "varchar(3)", COLORS.valueOf("red")),
        of(ONE_OF, "variant", NUMBER_OR_TEXT.createValue("n", 5L)),
        of(ONE_OF, "varchar(3)", NUMBER_OR_TEXT.createValue("s", "abc")),
        of(FieldType.array(FieldType.INT64), "array<tinyint>", Arrays.asList(1L, null)),
        of(
            FieldType.map(FieldType.STRING, FieldType.INT64),
            "map<varchar(1),int>",
            Map.of("a", 1L)),
        of(
            POINT,
            "struct<NAME:varchar(3),x:int>",
            Row.withSchema(POINT.getRowSchema()).addValues(1L, "abc").build()),
        of(FieldType.array(FieldType.STRING), "json", List.of("a")),
        of(FieldType.STRING, "bitmap", "1"),
        of(FieldType.STRING, "some_new_type(3)", "anything"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void whatTheColumnHoldsPasses(FieldType beam, String column, Object value) {
    assertDoesNotThrow(() -> check(beam, column, value, RowCheckOptions.DEFAULT));
  }

  static List<Arguments> bad() {
    Map<String, Long> nullKey = new HashMap<>();
    nullKey.put(null, 1L);
    return List.of(
        of(FieldType.INT64, "tinyint", 128L),
        of(FieldType.INT64, "tinyint", -129L),
        of(FieldType.INT64, "int", 2147483648L),
        of(FieldType.INT64, "decimal(5,2)", 1000L),
        of(FieldType.INT64, "varchar(3)", -100L),
        of(FieldType.INT32, "boolean", 2),
        of(FieldType.STRING, "varchar(3)", "😀"),
        of(FieldType.STRING, "varchar(5)", "üöä"),
        of(FieldType.STRING, "string", "x".repeat((1 << 20) + 1)),
        of(FieldType.STRING, "json", "[" + "1,".repeat(1 << 19) + "1]"),
        of(FieldType.BYTES, "varchar(4)", new byte[4]),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("1000")),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("1E+1000000000")),
        of(FieldType.DECIMAL, "decimal(5,2)", decimal("0.001")),
        of(FieldType.DECIMAL, "decimal(2,2)", decimal("1")),
        of(FieldType.DECIMAL, "int", decimal("2147483648")),
        of(FieldType.DECIMAL, "int", decimal("1.5")),
        of(FieldType.DECIMAL, "largeint", decimal("170141183460469231731687303715884105728")),
        of(FieldType.DECIMAL, "double", decimal("1E+400")),
        of(FieldType.DECIMAL, "string", decimal("1E+1000000000")),
        of(FieldType.DOUBLE, "float", 3.5e38),
        of(FieldType.DOUBLE, "decimal(5,2)", Double.NaN),
        of(FieldType.FLOAT, "decimal(5,2)", Float.NEGATIVE_INFINITY),
        of(FieldType.DOUBLE, "decimal(5,2)", 1000.0),
        of(FieldType.DOUBLE, "json", Double.NaN),
        of(DATE, "date", LocalDate.of(-1, 12, 31)),
        of(DATE, "date", LocalDate.of(10000, 1, 1)),
        of(DATE_TIME, "datetime", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 500_000_000)),
        of(DATE_TIME, "datetime(3)", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_500_000)),
        of(DATE_TIME, "varchar(19)", LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1_000)),
        of(TIMESTAMP, "datetime(6)", Instant.MAX),
        of(TIMESTAMP, "string", Instant.MIN),
        of(FieldType.DATETIME, "date", DateTime.parse("2024-01-01T00:00:00.001Z")),
        of(TIME, "varchar(8)", LocalTime.of(1, 2, 3, 400_000_000)),
        of(ENUM, "varchar(3)", COLORS.valueOf("ultramarine")),
        of(ONE_OF, "varchar(3)", NUMBER_OR_TEXT.createValue("s", "abcd")),
        of(FieldType.array(FieldType.INT64), "array<tinyint>", List.of(1L, 200L)),
        of(FieldType.map(FieldType.STRING, FieldType.INT64), "map<varchar(1),int>", nullKey),
        of(
            FieldType.map(FieldType.STRING, FieldType.INT64),
            "map<varchar(1),int>",
            Map.of("ab", 1L)),
        of(
            POINT,
            "struct<x:int,name:varchar(3)>",
            Row.withSchema(POINT.getRowSchema()).addValues(1L, "abcd").build()));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void columnsWithAValueThatItDoesNotHoldDoNotPass(FieldType beam, String column, Object value) {
    RowCheck check =
        RowCheck.of(
            Beam.schema(beam), Beam.table(Beam.column("c", column)), RowCheckOptions.DEFAULT);

    assertFalse(check.passes(rows(null, value), 2));
    assertTrue(check.passes(rows(null, value), 1));
  }

  @Test
  void columnsOfUsualValuesPass() {
    for (Arguments usual :
        List.of(
            of(FieldType.INT64, "bigint", 1L),
            of(FieldType.STRING, "varchar(30)", "short"),
            of(DATE_TIME, "datetime(6)", LocalDateTime.of(2026, 3, 29, 2, 30)),
            of(FieldType.DECIMAL, "decimal(10,2)", decimal("1.5")))) {
      RowCheck check =
          RowCheck.of(
              Beam.schema((FieldType) usual.get()[0]),
              Beam.table(Beam.column("c", (String) usual.get()[1])),
              RowCheckOptions.DEFAULT);

      assertTrue(check.passes(rows(usual.get()[2], null), 2), () -> "" + usual);
    }
  }

  @Test
  void columnsWithANullThatIsRefusedDoNotPass() {
    RowCheck check =
        RowCheck.of(
            Beam.schema(FieldType.INT64),
            Beam.table(Beam.notNull("c", "bigint")),
            RowCheckOptions.DEFAULT);

    assertFalse(check.passes(rows(1L, null), 2));
    assertTrue(check.passes(rows(1L, null), 1));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatItDoesNotHoldIsRefusedNamingColumnAndType(FieldType beam, String column, Object value) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> check(beam, column, value, RowCheckOptions.DEFAULT));

    assertTrue(
        e.getMessage().startsWith("The value of column c (" + DorisType.parse(column) + ") "),
        e::getMessage);
    assertTrue(e.getMessage().length() < 400, e::getMessage);
  }

  static List<Arguments> unfit() {
    return List.of(
        Arguments.of(FieldType.BYTES, "int"),
        Arguments.of(FieldType.BYTES, "json"),
        Arguments.of(FieldType.INT64, "date"),
        Arguments.of(FieldType.INT64, "array<int>"),
        Arguments.of(FieldType.DOUBLE, "bigint"),
        Arguments.of(FieldType.BOOLEAN, "datetime"),
        Arguments.of(DATE, "varchar(9)"),
        Arguments.of(TIMESTAMP, "bigint"),
        Arguments.of(TIMESTAMP, "json"),
        Arguments.of(UUIDS, "largeint"),
        Arguments.of(ENUM, "int"),
        Arguments.of(ONE_OF, "date"),
        Arguments.of(FieldType.array(FieldType.STRING), "map<text,text>"),
        Arguments.of(FieldType.array(FieldType.BYTES), "array<int>"),
        Arguments.of(POINT, "struct<x:int>"),
        Arguments.of(POINT, "struct<x:int,other:text>"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void typesThatCannotFitAreRefusedBeforeTheFirstRow(FieldType beam, String column) {
    TableSchema table = Beam.table(Beam.column("c", column));

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RowCheck.of(Beam.schema(beam), table, RowCheckOptions.DEFAULT));

    assertTrue(e.getMessage().contains("field c: "), e::getMessage);
  }

  @Test
  void aLongValueIsShownInPart() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                check(FieldType.STRING, "varchar(9)", "y".repeat(5_000), RowCheckOptions.DEFAULT));

    assertEquals(
        "The value of column c (varchar(9)) has 5000 bytes, and it holds 9: \""
            + "y".repeat(100)
            + "…\"",
        e.getMessage());
  }

  @Test
  void withoutStrictnessDorisMayRoundAsLongAsTheResultFits() {
    RowCheckOptions rounding = RowCheckOptions.DEFAULT.withStrict(false);

    check(FieldType.DECIMAL, "decimal(3,1)", decimal("99.94"), rounding);
    assertThrows(
        IllegalArgumentException.class,
        () -> check(FieldType.DECIMAL, "decimal(3,1)", decimal("99.95"), rounding));
    check(FieldType.DATETIME, "date", DateTime.parse("2024-01-01T10:00:00Z"), rounding);
  }

  @Test
  void theLongestStringIsTheClustersChoice() {
    RowCheckOptions small = RowCheckOptions.DEFAULT.withMaxStringBytes(3);

    check(FieldType.STRING, "string", "abc", small);
    assertThrows(
        IllegalArgumentException.class, () -> check(FieldType.STRING, "string", "abcd", small));
  }

  @Test
  void nullIsRefusedWhereTheColumnIsNotNullEvenWithADefault() {
    Column withDefault =
        new Column("c", DorisType.parse("int"), false, false, "\"7\"", "", false, "");
    RowCheck check =
        RowCheck.of(Beam.schema(FieldType.INT32), Beam.table(withDefault), RowCheckOptions.DEFAULT);

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> check.check(Beam.row(FieldType.INT32, null)));

    assertTrue(e.getMessage().contains("column c (int) is null"), e::getMessage);
  }

  @Test
  void nullPassesWhereTheServerMakesTheValue() {
    Column counted = new Column("c", DorisType.parse("bigint"), false, false, "", "", true, "");

    RowCheck.of(Beam.schema(FieldType.INT64), Beam.table(counted), RowCheckOptions.DEFAULT)
        .check(Beam.row(FieldType.INT64, null));
  }

  @Test
  void fieldsFindTheirColumnsWhateverTheCase() {
    RowCheck.of(
            Beam.schema(FieldType.INT32),
            Beam.table(Beam.notNull("C", "int")),
            RowCheckOptions.DEFAULT)
        .check(Beam.row(FieldType.INT32, 1));
  }

  @Test
  void allThatIsWrongWithASchemaIsNamedAtOnce() {
    Schema schema =
        Schema.builder().addInt32Field("id").addInt32Field("ID").addStringField("extra").build();
    TableSchema table = Beam.table(Beam.notNull("id", "int"), Beam.notNull("needed", "text"));

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RowCheck.of(schema, table, RowCheckOptions.DEFAULT));

    assertTrue(e.getMessage().contains("fields id and ID are one column"), e::getMessage);
    assertTrue(e.getMessage().contains("field extra has no column"), e::getMessage);
    assertTrue(e.getMessage().contains("column needed is NOT NULL"), e::getMessage);
  }

  @Test
  void unknownFieldsCanBeIgnoredAndHiddenColumnsAreKnown() {
    TableSchema table = Beam.table(Beam.column("other", "int"));
    Schema hidden = Schema.builder().addInt32Field("__DORIS_DELETE_SIGN__").build();

    RowCheck.of(
        Beam.schema(FieldType.INT32),
        table,
        RowCheckOptions.DEFAULT.withUnknownFields(UnknownFields.IGNORE));
    RowCheck.of(hidden, table, RowCheckOptions.DEFAULT);
  }

  @Test
  void columnsThatNeedNoValueNeedNoField() {
    Column withDefault =
        new Column("d", DorisType.parse("int"), false, false, "\"0\"", "", false, "");

    RowCheck.of(
        Beam.schema(FieldType.INT32),
        Beam.table(Beam.column("c", "int"), Beam.column("n", "int"), withDefault),
        RowCheckOptions.DEFAULT);
  }

  @Test
  void limitedStringsAreCheckedByTheirBytes() {
    FieldType three = FieldType.logicalType(VariableString.of(3));

    assertThrows(
        IllegalArgumentException.class,
        () -> check(three, "varchar(3)", "üöä", RowCheckOptions.DEFAULT));
  }
}
