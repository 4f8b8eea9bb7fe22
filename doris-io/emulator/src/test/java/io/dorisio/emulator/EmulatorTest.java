package io.dorisio.emulator;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dorisio.emulator.config.Setting;
import java.time.Duration;
import java.util.List;

/** A test of what only the emulator has or does. */
abstract class EmulatorTest extends DorisTest<DorisEmulator> {
  @Override
  DorisEmulator start() throws Exception {
    assumeFalse(RealDoris.isGiven(), "a test of the emulator alone");
    return configure(DorisEmulator.builder()).start();
  }

  EmulatorBuilder configure(EmulatorBuilder builder) {
    return builder;
  }

  void set(String setting, String value) {
    doris.settings().set(Setting.of(setting), value);
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
