package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A reply that somebody wrote down.
 *
 * @param source where it stands
 */
record Recorded(String source, JsonNode reply) {
  /** Keys that servers younger than the record send besides. */
  private static final Set<String> NEWER_KEYS = Set.of("Comment", "ReceiveDataTimeMs");

  /** What the client named. */
  private static final Set<String> NAMES = Set.of("Label", "Comment");

  static Recorded of(String source, String json) throws IOException {
    return new Recorded(source, DorisTest.json(json));
  }

  /** A Stream Load reply; what the record does not say is as the documentation's examples are. */
  static Recorded load(String source, String head, String... tail) throws IOException {
    String counters =
        "\"NumberTotalRows\":0,\"NumberLoadedRows\":0,\"NumberFilteredRows\":0,"
            + "\"NumberUnselectedRows\":0,\"LoadBytes\":0,\"LoadTimeMs\":0,\"BeginTxnTimeMs\":0,"
            + "\"StreamLoadPutTimeMs\":0,\"ReadDataTimeMs\":0,\"WriteDataTimeMs\":0,"
            + "\"CommitAndPublishTimeMs\":0";
    return of(source, "{" + head + "," + counters + String.join("", tail) + "}");
  }

  /** Holds a reply to the same keys in the same order, the same types and the same texts. */
  void assertLike(JsonNode actual) {
    assertLike(reply, actual, source);
  }

  private static void assertLike(JsonNode recorded, JsonNode actual, String path) {
    assertEquals(recorded.getNodeType(), actual.getNodeType(), () -> path + " in " + actual);
    if (recorded.isObject()) {
      List<String> names = names(recorded);
      List<String> actualNames = names(actual);
      actualNames.removeIf(name -> NEWER_KEYS.contains(name) && !names.contains(name));
      assertEquals(names, actualNames, path);
      for (String name : names) {
        if (!NAMES.contains(name)) {
          assertLike(recorded.get(name), actual.get(name), path + " " + name);
        }
      }
    } else if (recorded.isArray() && !recorded.isEmpty()) {
      assertLike(recorded.get(0), actual.get(0), path + " [0]");
    } else if (recorded.isTextual()) {
      assertEquals(withoutNames(recorded.asText()), withoutNames(actual.asText()), path);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Labels, ids, addresses and load ids give way to signs for them. */
  static String withoutNames(String text) {
    return text.replaceAll("(?i)(label ?[=\\[]+)[-\\w:]+", "$1L")
        .replaceAll("http://[^/]+/", "http://be/")
        .replaceAll("[0-9a-f]+-[0-9a-f]+_[0-9a-f]+_[0-9a-f]+", "load")
        .replaceAll("(?<!errCode = )\\b\\d+\\b|(?<=shard_)\\d+", "#");
  }
}
