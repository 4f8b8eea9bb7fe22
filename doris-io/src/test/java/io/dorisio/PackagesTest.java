package io.dorisio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.dorisio");

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices().matching("io.dorisio.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingBelowTheApiKnowsTheApi() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.dorisio.client..",
            "io.dorisio.format..",
            "io.dorisio.schema..",
            "io.dorisio.write..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.dorisio")
        .check(CLASSES);
  }

  @Test
  void theClientNeedsNoBeam() {
    noClasses()
        .that()
        .resideInAPackage("io.dorisio.client..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.beam..")
        .check(CLASSES);
  }

  @Test
  void schemasKnowRowsButNoPipelines() {
    noClasses()
        .that()
        .resideInAPackage("io.dorisio.schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.beam.sdk.transforms..", "org.apache.beam.sdk.coders..")
        .check(CLASSES);
  }

  @Test
  void theLibraryNeedsNoRunner() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.beam.runners..", "org.apache.flink..")
        .check(CLASSES);
  }
}
