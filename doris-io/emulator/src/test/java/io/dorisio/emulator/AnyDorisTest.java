package io.dorisio.emulator;

import java.time.Duration;
import java.util.List;

/** A test of what any Doris does: of the emulator, or of the cluster of {@code -Ddoris.fe}. */
abstract class AnyDorisTest extends DorisTest<AnyDoris> {
  @Override
  AnyDoris start() throws Exception {
    return AnyDoris.start();
  }

  @Override
  String frontendAddress() {
    return doris.frontendAddress();
  }

  @Override
  String backendAddress() {
    return doris.backendAddress();
  }

  @Override
  void execute(String sql) throws Exception {
    doris.execute(sql);
  }

  @Override
  List<List<Object>> rows(String sql) throws Exception {
    doris.awaitVisible(Duration.ofSeconds(60));
    return doris.query(sql);
  }
}
