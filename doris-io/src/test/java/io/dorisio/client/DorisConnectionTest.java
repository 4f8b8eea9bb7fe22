package io.dorisio.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DorisConnectionTest {

  @Test
  void frontendsCanBeOneListOrSeveralArguments() {
    List<HostPort> both = List.of(new HostPort("fe1", 8030), new HostPort("fe2", 8031));

    assertEquals(both, DorisConnection.of("fe1:8030, fe2:8031").frontends());
    assertEquals(both, DorisConnection.of("fe1:8030", "fe2:8031").frontends());
  }

  @Test
  void thePasswordIsNotPrinted() {
    DorisConnection connection =
        DorisConnection.of("fe:8030")
            .withCredentials("etl", "s3cret:with@all/")
            .withBackends("be:1");

    assertFalse(connection.toString().contains("s3cret"), connection::toString);
  }

  @Test
  void credentialsKeepColonsAndNonAsciiCharacters() {
    String header =
        DorisConnection.of("fe:8030").withCredentials("root", "a:b€").basicAuthorization();

    String decoded =
        new String(
            Base64.getDecoder().decode(header.substring("Basic ".length())),
            StandardCharsets.UTF_8);
    assertEquals("root:a:b€", decoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fe", "fe:", ":8030", "fe:0", "fe:70000", "http://fe:8030", "u:p@fe:8030", ""})
  void anAddressOfAnotherFormIsRefusedWithoutRepeatingIt(String address) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> DorisConnection.of(address));

    assertFalse(e.getMessage().contains("u:p"), e::getMessage);
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    assertEquals("[::1]:8030", HostPort.parse("[::1]:8030").toString());
  }
}
