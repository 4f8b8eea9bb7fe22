package io.dorisio.pipelines.mysql;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dorisio.pipelines.mysql.ServerState.PlaceLostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerStateTest {
  private static final MySqlServer SERVER = MySqlServer.at("shop", "db1", 3306);
  private static final ServerState STATE =
      new ServerState("server_uuid a", Map.of("binlog.000003", 700L, "binlog.000004", 100L));

  @Test
  void placeThatTheServerHasIsTaken() {
    STATE.requirePlace(SERVER, "server_uuid a", offset("binlog.000003", 700));
    STATE.requirePlace(SERVER, null, offset("binlog.000004", 4));
    STATE.requirePlace(SERVER, null, null);
  }

  @Test
  void otherServerIsNamed() {
    String words = refusal("server_uuid b", offset("binlog.000003", 4));

    assertTrue(words.contains("read the server with server_uuid b"), words);
    assertTrue(words.contains("shop (root@db1:3306"), words);
    assertTrue(words.contains("server_uuid a"), words);
  }

  @Test
  void snapshotThatBeganOnAnotherServerDoesNotGoOn() {
    assertTrue(refusal("server_uuid b", null).contains("new snapshot"));
  }

  @Test
  void binlogThatIsGoneIsNamedBesideThoseThatAreThere() {
    String words = refusal("server_uuid a", offset("binlog.000002", 4));

    assertTrue(words.contains("left off in binlog.000002"), words);
    assertTrue(words.contains("[binlog.000003, binlog.000004]"), words);
  }

  @Test
  void placeBeyondTheEndOfItsBinlogIsOneOfAnotherHistory() {
    String words = refusal("server_uuid a", offset("binlog.000004", 101));

    assertTrue(words.contains("binlog.000004:101"), words);
    assertTrue(words.contains("ends at 100"), words);
  }

  private static String refusal(String before, Map<String, Object> offset) {
    return assertThrows(PlaceLostException.class, () -> STATE.requirePlace(SERVER, before, offset))
        .getMessage();
  }

  private static Map<String, Object> offset(String file, long position) {
    return Map.of("file", file, "pos", position);
  }
}
