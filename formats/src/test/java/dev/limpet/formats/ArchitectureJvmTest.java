package dev.limpet.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Formats turn bytes into records and back: they stand alone, and do nothing else. */
class ArchitectureJvmTest {
  private final JavaClasses formats =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.limpet.formats");

  @Test
  void formatsStandAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.limpet.formats..", "java..", "org.jspecify..")
        .check(formats);
  }

  @Test
  void formatsDoNoInputOrOutput() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.net..",
            "java.lang.foreign..")
        .check(formats);
    noClasses().should().accessField(System.class, "out").check(formats);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.limpet.formats.(*)..").should().beFreeOfCycles().check(formats);
  }
}
