package dev.limpet.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may depend on whom, and what has to be the same in two places. */
class ArchitectureJvmTest {
  private final JavaClasses cli =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.limpet.cli");

  @Test
  void kernelIsReachedThroughItsInterfaceOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.limpet.linux.raw..", "org.teavm..")
        .check(cli);
  }

  @Test
  void mainAloneKnowsTheRealKernel() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("SystemKernel")
        .check(cli);
  }

  @Test
  void verbsDoNotKnowEachOther() {
    noClasses()
        .that()
        .haveSimpleName("RunCommand")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("VersionCommand")
        .check(cli);
  }

  @Test
  void versionIsThatOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    assertTrue(pom.contains("<version>" + VersionCommand.VERSION + "</version>"));
  }
}
