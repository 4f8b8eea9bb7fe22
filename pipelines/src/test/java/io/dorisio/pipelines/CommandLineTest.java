package io.dorisio.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @ParameterizedTest
  @CsvSource({
    "MySqlToDoris --mysqlUser=u --feNodes=f:8030, --mysqlServers",
    "MySqlToDoris --mysqlServers=db:3306 --feNodes=f:8030, --mysqlUser",
    "MySqlToDoris --mysqlServers=db --mysqlUser=u --feNodes=f:8030, host:port",
    "MySqlToDoris --mysqlServers=db:1 --mysqlUser=u --feNodes=f:8030 --tabels=x, tables",
    "MySqlToDoris --mysqlServers=db:1 --mysqlUser=u --feNodes=f:8030 --connector=oracle, oracle",
    "KafkaToDoris --topic=t --feNodes=f:8030, --bootstrapServers",
    "--topic=t --feNodes=f:8030, --bootstrapServers",
    "--topic=t --feNodes=f:8030 --bootstrapServers=k:9092, --table",
    "MySql --topic=t, MySqlToDoris",
  })
  void wrongCommandLineIsOneMessageThatNamesTheOption(String line, String named) {
    CannotRunException e = assertThrows(CannotRunException.class, () -> Jobs.main(line.split(" ")));

    assertTrue(e.getMessage().contains(named), e.getMessage());
    assertEquals(0, e.getStackTrace().length);
  }

  @Test
  void messageAboutACommandLineHasNoPassword() {
    CannotRunException e =
        assertThrows(
            CannotRunException.class,
            () ->
                Jobs.main(
                    new String[] {
                      "MySqlToDoris", "--mysqlPassword=hunter2", "--password=hunter2", "--user=u"
                    }));

    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
  }

  @Test
  void errorThatNoUserCanMendStaysAsItIs() {
    RuntimeException failure = new RuntimeException("a", new IllegalStateException("b"));

    assertSame(failure, CommandLine.explained(failure));
  }
}
