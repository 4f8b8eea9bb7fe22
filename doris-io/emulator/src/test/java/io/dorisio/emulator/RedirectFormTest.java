package io.dorisio.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** doris-protocol 1.2, 1.3: the forms of a redirect that differ by version and by header. */
class RedirectFormTest extends EmulatorTest {
  private static final String LOAD = "PUT /api/db/t/_stream_load";
  private static final byte[] MEGABYTE = new byte[1 << 20];

  private RawHttp.Answer redirect(String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(authorization());
    all.add("Expect: 100-continue");
    try (RawHttp http = frontend()) {
      return http.head(LOAD, all.toArray(String[]::new)).answer();
    }
  }

  private void restart(EmulatorBuilder builder) throws Exception {
    doris.close();
    doris = builder.start();
  }

  private String location(String address) {
    return "http://root:@" + address + "/api/db/t/_stream_load?";
  }

  private void endpoints(String publicAddress, String privateAddress) {
    doris.cluster().backends().get(0).setEndpoints(publicAddress, privateAddress);
  }

  @Test
  void withoutUserInfo() throws Exception {
    restart(DorisEmulator.builder().redirectUserInfo(false));
    assertEquals(
        "http://" + doris.backendAddress() + "/api/db/t/_stream_load?",
        redirect().header("Location"));
  }

  @Test
  void withoutDanglingQuestionMark() throws Exception {
    restart(DorisEmulator.builder().danglingQuestionMark(false));
    assertEquals(
        "http://root:@" + doris.backendAddress() + "/api/db/t/_stream_load",
        redirect().header("Location"));
  }

  @Test
  void policyDirectAndRandomBeNameTheBackend() throws Exception {
    endpoints("pub.example:18040", "10.0.0.9:28040");
    for (String policy : List.of("direct", "random-be", "DIRECT")) {
      assertEquals(
          location(doris.backendAddress()),
          redirect("redirect-policy: " + policy).header("Location"));
    }
  }

  @Test
  void policyPublicAndPrivateNameTheEndpoints() throws Exception {
    endpoints("pub.example:18040", "10.0.0.9:28040");
    assertEquals(
        location("pub.example:18040"), redirect("redirect-policy: public").header("Location"));
    assertEquals(
        location("10.0.0.9:28040"), redirect("redirect-policy: private").header("Location"));
  }

  @Test
  void policyPublicWithoutEndpointIsRefused() throws Exception {
    assertEquals(
        "public endpoint is null, please check be public endpoint config",
        json(redirect("redirect-policy: public")).path("msg").asText());
    assertEquals(
        "private endpoint is null, please check be private endpoint config",
        json(redirect("redirect-policy: private")).path("msg").asText());
  }

  @Test
  void policyPublicPrivateGoesByTheHostOfTheRequest() throws Exception {
    endpoints("doris:18040", "10.0.0.9:28040");
    assertEquals(
        location("doris:18040"), redirect("redirect-policy: public-private").header("Location"));
    endpoints("pub.example:18040", "10.0.0.9:28040");
    assertEquals(location("doris:28040"), redirect().header("Location"));
  }

  @Test
  void policyOfTheFrontendHoldsWithoutTheHeader() throws Exception {
    endpoints("pub.example:18040", "");
    set("streamload_redirect_policy", "public");
    assertEquals(location("pub.example:18040"), redirect().header("Location"));
  }

  @Test
  void clientThatPushesItsBodyLosesTheConnection() throws Exception {
    try (RawHttp http = frontend()) {
      http.head(LOAD, authorization(), "Expect: 100-continue", "Content-Length: 1000000000");
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 950; i++) {
              http.send(MEGABYTE);
            }
          });
    }
  }

  @Test
  void newestFrontendsReadWhatIsPushed() throws Exception {
    restart(
        DorisEmulator.builder()
            .drainAfterRedirect(true)
            // What a busy machine pushes may stay away for longer than the second of the default.
            .set("stream_load_redirect_bounded_drain_max_idle_time_ms", "120000"));
    try (RawHttp http = frontend()) {
      http.head(LOAD, authorization(), "Expect: 100-continue", "Content-Length: 20971520");
      for (int i = 0; i < 20; i++) {
        http.send(MEGABYTE);
      }
      assertEquals(307, http.answer().status());
    }
  }
}
