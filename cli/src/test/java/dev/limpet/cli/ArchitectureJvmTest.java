package dev.limpet.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
        .and()
        .doNotHaveSimpleName("FullMain")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("SystemKernel")
        .check(cli);
  }

  @Test
  void verbsDoNotKnowEachOther() {
    noClasses()
        .that()
        .haveSimpleName("FullRunCommand")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("VersionCommand")
        .check(cli);
  }

  @Test
  void smallProgramKnowsNothingOfTheFullOne() {
    noClasses()
        .that()
        .resideInAPackage("dev.limpet.cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.limpet.cli.full..")
        .check(cli);
  }
}
