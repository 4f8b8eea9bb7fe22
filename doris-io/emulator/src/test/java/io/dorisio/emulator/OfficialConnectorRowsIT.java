package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dorisio.emulator.LocalFlink.Job;
import io.dorisio.emulator.OfficialConnector.Route;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.doris.flink.sink.writer.serializer.RowDataSerializer;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of Flink's own types, as a Flink SQL job has the official connector write them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OfficialConnectorRowsIT extends AnyDorisTest {
  @RegisterExtension static final LocalFlink FLINK = new LocalFlink();

  private static final int ROWS = 90;
  private static final int NULL_EACH = 7;
  private static final String SEPARATOR = "|!|";

  private static final String[] NAMES = {
    "k", "tiny", "small", "big", "f", "d", "price", "yes", "day", "at", "txt"
  };

  private static final DataType[] TYPES = {
    DataTypes.INT(),
    DataTypes.TINYINT(),
    DataTypes.SMALLINT(),
    DataTypes.BIGINT(),
    DataTypes.FLOAT(),
    DataTypes.DOUBLE(),
    DataTypes.DECIMAL(27, 9),
    DataTypes.BOOLEAN(),
    DataTypes.DATE(),
    DataTypes.TIMESTAMP(6),
    DataTypes.STRING()
  };

  @BeforeEach
  void createTable() throws Exception {
    execute(
        "CREATE TABLE db.typed (k INT NOT NULL, tiny TINYINT, small SMALLINT, big BIGINT, f FLOAT,"
            + " d DOUBLE, price DECIMAL(27, 9), yes BOOLEAN, `day` DATE, `at` DATETIME(6), txt"
            + " STRING) DUPLICATE KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1"
            + " PROPERTIES('replication_num' = '1')");
  }

  private static List<Object> values(int i) {
    if (i % NULL_EACH == NULL_EACH - 1) {
      List<Object> nulls = new ArrayList<>(Arrays.asList(new Object[NAMES.length]));
      nulls.set(0, i);
      return nulls;
    }
    List<String> texts = Hostile.texts();
    int sign = i % 2 == 0 ? 1 : -1;
    return List.of(
        i,
        i % 2 == 0 ? Byte.MAX_VALUE : Byte.MIN_VALUE,
        i % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE,
        i % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE,
        sign * 0.15625f,
        sign * (i + 0.1),
        new BigDecimal("123456789012345678.000000001").multiply(BigDecimal.valueOf(sign)),
        i % 2 == 0,
        LocalDate.of(1969, 12, 31).plusDays(i),
        LocalDateTime.of(2026, 1, 2, 3, 4, 5, 678_901_000).plusHours(i),
        texts.get(i % texts.size()));
  }

  private static RowData row(long index) {
    return GenericRowData.of(
        values((int) index).stream().map(OfficialConnectorRowsIT::flinkValue).toArray());
  }

  private static Object flinkValue(Object value) {
    if (value instanceof String text) {
      return StringData.fromString(text);
    }
    if (value instanceof BigDecimal decimal) {
      return DecimalData.fromBigDecimal(decimal, 27, 9);
    }
    if (value instanceof LocalDate day) {
      return (int) day.toEpochDay();
    }
    if (value instanceof LocalDateTime time) {
      return TimestampData.fromLocalDateTime(time);
    }
    return value;
  }

  @ParameterizedTest
  @CsvSource({"json,", "csv,", "arrow,", "json,gz", "csv,gz"})
  void valuesOfEveryTypeArrive(String format, String compression) throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("format", format);
    headers.put("columns", "`" + String.join("`,`", NAMES) + "`");
    if (format.equals("csv")) {
      headers.put("column_separator", SEPARATOR);
      headers.put("line_delimiter", "\\x03\\x04");
    }
    if (compression != null) {
      headers.put("compress_type", compression);
    }
    RowType type =
        RowType.of(
            Arrays.stream(TYPES).map(DataType::getLogicalType).toArray(LogicalType[]::new), NAMES);
    FLINK.run(
        Job.of(ROWS, OfficialConnectorRowsIT::row, InternalTypeInfo.of(type))
            .withCheckpointEach(30),
        OfficialConnector.sink(
            OfficialConnector.options(doris, Route.AUTO_REDIRECT, "db.typed"),
            OfficialConnector.execution(headers),
            RowDataSerializer.builder()
                .setFieldNames(NAMES)
                .setFieldType(TYPES)
                .setType(format)
                .setFieldDelimiter(SEPARATOR)
                .enableDelete(false)
                .build()));

    List<List<Object>> arrived =
        rows("SELECT `" + String.join("`, `", NAMES) + "` FROM db.typed ORDER BY k");
    assertEquals(ROWS, arrived.size());
    for (int i = 0; i < ROWS; i++) {
      assertEquals(values(i), arrived.get(i));
    }
  }
}
