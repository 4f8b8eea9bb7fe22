package io.dorisio.pipelines.demo.employees;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EmployeesDemoIT {
  @Test
  void smallDemoEndsWithTheUnionOfTheShards() throws Exception {
    assertTrue(
        EmployeesDemo.run(EmployeesOptions.parse("--rate=200", "--seconds=4", "--checkpoint=300")));
  }
}
