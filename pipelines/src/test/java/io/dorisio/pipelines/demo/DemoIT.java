package io.dorisio.pipelines.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DemoIT {
  @Test
  void smallDemoFindsNothingMissingAndNothingTwice() throws Exception {
    assertTrue(Demo.run(DemoOptions.parse("--events=60_000", "--rate=30_000", "--checkpoint=300")));
  }
}
