package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.dorisio.DorisIO;
import io.dorisio.DorisWriteResult;
import io.dorisio.client.DorisConnection;
import io.dorisio.emulator.DorisEmulator;
import io.dorisio.format.LoadFormat;
import io.dorisio.schema.TableDefinition;
import io.dorisio.write.FailedRow;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real files, with odd names and messy values: each of their rows is in the table, or is named
 * among the failed rows. What is expected is read from the files by Jackson, and compared with what
 * queries return.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealDataIT {

  @TempDir static Path directory;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ConcurrentLinkedQueue<FailedRow> FAILED = new ConcurrentLinkedQueue<>();

  private static DorisEmulator doris;

  private final Pipeline pipeline = Pipeline.create();

  @BeforeAll
  static void start() throws Exception {
    doris =
        DorisEmulator.builder()
            .fePort(0)
            .bePort(0)
            .user("root", "")
            .dataDir(directory.resolve("doris"))
            .start();
    doris.execute("CREATE DATABASE real");
  }

  @AfterAll
  static void stop() throws Exception {
    doris.close();
  }

  @Test
  void flightsLandAsJson() throws Exception {
    create("flights", "`date` STRING, delay INT, distance INT, origin STRING, destination STRING");
    List<JsonNode> flights = jsonLines("/demo/flights.ndjson");

    pipeline
        .apply(Create.of(texts(flights)).withCoder(StringUtf8Coder.of()))
        .apply(
            DorisIO.writeJson()
                .withConnection(connection())
                .withLabelPrefix("f")
                .to("real.flights"));
    pipeline.run().waitUntilFinish();

    assertRows(
        flights.stream()
            .map(
                f ->
                    Arrays.<Object>asList(
                        f.get("date").asText(),
                        f.get("delay").asInt(),
                        f.get("distance").asInt(),
                        f.get("origin").asText(),
                        f.get("destination").asText()))
            .toList(),
        "SELECT `date`, delay, distance, origin, destination FROM real.flights");
  }

  /** Hundreds of rows do not fit: more than Doris names in the error log of a load. */
  @Test
  void moviesLandOrAreNamedAmongTheFailedRows() throws Exception {
    create("movies", "Title VARCHAR(50), Distributor STRING NOT NULL, `US Gross` BIGINT");
    List<JsonNode> movies = jsonLines("/demo/movies.ndjson");
    FAILED.clear();

    DorisWriteResult result =
        pipeline
            .apply(Create.of(texts(movies)).withCoder(StringUtf8Coder.of()))
            .apply(
                DorisIO.writeJson()
                    .withConnection(connection())
                    .withLabelPrefix("m")
                    .withFailedRows()
                    .to("real.movies"));
    result.getFailedRows().apply(ParDo.of(new Collect()));
    pipeline.run().waitUntilFinish();

    Map<Boolean, List<JsonNode>> fits =
        movies.stream().collect(Collectors.partitioningBy(RealDataIT::fits));
    assertFalse(fits.get(false).isEmpty());
    assertRows(
        fits.get(true).stream()
            .map(
                m ->
                    Arrays.<Object>asList(
                        m.get("Title").isNull() ? null : m.get("Title").asText(),
                        m.get("Distributor").asText(),
                        m.get("US Gross").isNull() ? null : m.get("US Gross").asLong()))
            .toList(),
        "SELECT Title, Distributor, `US Gross` FROM real.movies");
    assertEquals(
        sorted(fits.get(false).stream().map(RealDataIT::asLogged).toList()),
        sorted(
            FAILED.stream()
                .map(FailedRow::getRow)
                .map(row -> row.startsWith("{") ? asLogged(parse(row)) : row)
                .toList()));
  }

  /** A row as the log of a load shows it where it gives the columns' values and not the object. */
  private static String asLogged(JsonNode movie) {
    return Stream.of("Title", "Distributor", "US Gross")
        .map(movie::get)
        .map(value -> value.isNull() ? "NULL" : value.asText())
        .collect(Collectors.joining(" "));
  }

  private static boolean fits(JsonNode movie) {
    return !movie.get("Distributor").isNull()
        && movie.get("Title").asText().getBytes(StandardCharsets.UTF_8).length <= 50;
  }

  @ParameterizedTest
  @EnumSource(LoadFormat.class)
  void airportsLandInEachFormat(LoadFormat format) throws Exception {
    String table = "real.airports_" + format;
    List<String[]> lines = csvLines("/data/airports.csv");
    Schema schema =
        Schema.builder()
            .addStringField("iata")
            .addStringField("name")
            .addStringField("city")
            .addStringField("state")
            .addStringField("country")
            .addDoubleField("latitude")
            .addDoubleField("longitude")
            .build();
    List<List<Object>> airports =
        lines.stream()
            .skip(1)
            .map(
                l ->
                    List.<Object>of(
                        l[0], l[1], l[2], l[3], l[4], Double.valueOf(l[5]), Double.valueOf(l[6])))
            .toList();

    write(table, schema, airports, format, "iata");

    assertRows(
        airports, "SELECT iata, name, city, state, country, latitude, longitude FROM " + table);
  }

  /** Column names hold spaces and a dollar sign; a third of the speeds is missing. */
  @ParameterizedTest
  @EnumSource(LoadFormat.class)
  void birdStrikesLandInEachFormat(LoadFormat format) throws Exception {
    String table = "real.birdstrikes_" + format;
    List<String[]> lines = csvLines("/data/birdstrikes.csv");
    List<FieldType> types = Arrays.stream(lines.get(0)).map(RealDataIT::typeOfBirdStrike).toList();
    Schema.Builder schema = Schema.builder();
    for (int i = 0; i < types.size(); i++) {
      schema.addNullableField(lines.get(0)[i], types.get(i));
    }
    List<List<Object>> strikes = new ArrayList<>();
    for (String[] line : lines.subList(1, lines.size())) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < line.length; i++) {
        values.add(line[i].isEmpty() ? null : valueOf(types.get(i), line[i]));
      }
      strikes.add(values);
    }

    write(table, schema.build(), strikes, format);

    String columns =
        Arrays.stream(lines.get(0)).map(c -> "`" + c + "`").collect(Collectors.joining(", "));
    assertRows(strikes, "SELECT " + columns + " FROM " + table);
  }

  private static FieldType typeOfBirdStrike(String column) {
    if (column.equals("Flight Date")) {
      return FieldType.logicalType(SqlTypes.DATE);
    }
    if (column.equals("Cost Total $")) {
      return FieldType.logicalType(FixedPrecisionNumeric.of(12, 2));
    }
    return column.startsWith("Cost") || column.startsWith("Speed")
        ? FieldType.INT32
        : FieldType.STRING;
  }

  private static Object valueOf(FieldType type, String text) {
    if (type.equals(FieldType.INT32)) {
      return Integer.valueOf(text);
    }
    if (type.equals(FieldType.STRING)) {
      return text;
    }
    return type.getLogicalType() instanceof FixedPrecisionNumeric
        ? new BigDecimal(text).setScale(2)
        : LocalDate.parse(text);
  }

  private void write(
      String table, Schema schema, List<List<Object>> rows, LoadFormat format, String... keys)
      throws Exception {
    pipeline
        .apply(
            Create.of(
                    rows.stream()
                        .map(values -> Row.withSchema(schema).addValues(values).build())
                        .toList())
                .withRowSchema(schema))
        .apply(
            DorisIO.writeRows()
                .withConnection(connection())
                .withLabelPrefix("r")
                .withFormat(format)
                .withCreateIfNeeded(
                    TableDefinition.duplicate(keys)
                        .withBuckets(1)
                        .withProperty("replication_num", "1"))
                .to(table));
    pipeline.run().waitUntilFinish();
  }

  private static final class Collect extends DoFn<FailedRow, Void> {
    @ProcessElement
    public void process(@Element FailedRow row) {
      FAILED.add(row);
    }
  }

  private static void create(String table, String columns) throws Exception {
    doris.execute(
        "CREATE TABLE real."
            + table
            + " ("
            + columns
            + ") DISTRIBUTED BY RANDOM BUCKETS 1 PROPERTIES (\"replication_num\" = \"1\")");
  }

  private static DorisConnection connection() {
    return DorisConnection.of(doris.frontendAddress()).withCredentials("root", "");
  }

  private static List<JsonNode> jsonLines(String resource) throws IOException {
    try (InputStream in = RealDataIT.class.getResourceAsStream(resource)) {
      return JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll();
    }
  }

  private static List<String[]> csvLines(String resource) throws IOException {
    try (InputStream in = RealDataIT.class.getResourceAsStream(resource)) {
      return new CsvMapper()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .readerFor(String[].class)
          .<String[]>readValues(in)
          .readAll();
    }
  }

  private static List<String> texts(List<JsonNode> objects) {
    return objects.stream().map(JsonNode::toString).toList();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static void assertRows(Collection<List<Object>> expected, String query) throws Exception {
    doris.awaitVisible(Duration.ofMinutes(2));
    Function<List<Object>, String> text = Object::toString;
    assertEquals(
        sorted(expected.stream().map(text).toList()),
        sorted(doris.query(query).stream().map(text).toList()));
  }

  private static List<String> sorted(List<String> texts) {
    List<String> copy = new ArrayList<>(texts);
    Collections.sort(copy);
    return copy;
  }
}
