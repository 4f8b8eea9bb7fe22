package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** doris-protocol 2.2, 7.2: headers of JSON. */
class JsonHeadersTest extends AnyDorisTest {
  private static final String PATHS = "jsonpaths: [\"$.a.id\", \"$.names[1]\", \"$.\\\"x.y\\\"\"]";

  @BeforeEach
  void createTable() throws Exception {
    doris.execute(
        "CREATE TABLE db.j (k INT, v STRING, w STRING) DUPLICATE KEY(k)"
            + " DISTRIBUTED BY HASH(k) BUCKETS 1");
  }

  private List<List<Object>> loaded(String body, String... headers) throws Exception {
    doris.execute("TRUNCATE TABLE db.j");
    JsonNode reply = load("j", body, headers);
    assertEquals("Success", reply.path("Status").asText(), reply.toString());
    return rows("SELECT * FROM db.j ORDER BY k");
  }

  @Test
  void jsonpathsStandForTheColumnsInOrder() throws Exception {
    assertEquals(
        List.of(List.of(1, "é", "{\"z\": 1.10}"), Arrays.asList(2, null, "t")),
        loaded(
            """
            {"x.y":{"z": 1.10},"names":["u","\\u00e9"],"a":{"b":[],"id":1}}
            {"x.y":"t","names":[],"a":{"id":2}}
            """,
            JSON,
            BY_LINE,
            PATHS));
  }

  @Test
  void jsonpathsAreMatchedWithTheColumnsHeader() throws Exception {
    assertEquals(
        List.of(List.of(7, "n", "N")),
        loaded(
            "{\"n\":\"n\",\"i\":7}\n",
            JSON,
            BY_LINE,
            "jsonpaths: [\"$.n\",\"$.i\"]",
            "columns: v,k,w=upper(v)"));
  }

  @Test
  void jsonRootLeadsToTheRows() throws Exception {
    assertEquals(
        List.of(List.of(1, "a", "b")),
        loaded(
            "{\"data\":{\"row\":{\"k\":1,\"v\":\"a\",\"w\":\"b\"}},\"more\":1}\n",
            JSON,
            BY_LINE,
            "json_root: $.data.row"));
    assertEquals(
        List.of(Arrays.asList(1, null, null), Arrays.asList(2, null, null)),
        loaded(
            "{\"data\":[{\"k\":1},{\"k\":2}],\"more\":1}",
            JSON,
            "strip_outer_array: true",
            "json_root: $.data"));
  }

  @Test
  void missingRootAndUnmatchedPathsAreFiltered() throws Exception {
    JsonNode reply =
        load("j", "{\"k\":1}\n", JSON, BY_LINE, "json_root: $.data", "max_filter_ratio: 1");
    assertEquals(1, reply.path("NumberFilteredRows").asInt());
    assertTrue(errorLog(reply).contains("JSON Root not found."));
    reply = load("j", "{\"k\":1}\n", JSON, BY_LINE, PATHS, "max_filter_ratio: 1");
    assertTrue(errorLog(reply).contains("There is no column matching jsonpaths in the json file"));
  }

  @Test
  void jsonpathsThatAreNoneAreRefused() throws Exception {
    assertEquals(
        "[INVALID_ARGUMENT]Invalid json path: $.a",
        load("j", "", JSON, "jsonpaths: $.a").path("Message").asText());
  }

  @Test
  void numbersAreTakenAsWrittenWithAndWithoutTheHeaders() throws Exception {
    String body = "{\"k\":1,\"v\":12345678901234567890.12345678901234567890,\"w\":1e3}\n";
    List<List<Object>> asWritten =
        List.of(List.of(1, "12345678901234567890.12345678901234567890", "1e3"));
    assertEquals(asWritten, loaded(body, JSON, BY_LINE));
    assertEquals(
        asWritten, loaded(body, JSON, BY_LINE, "num_as_string: true", "fuzzy_parse: true"));
  }
}
