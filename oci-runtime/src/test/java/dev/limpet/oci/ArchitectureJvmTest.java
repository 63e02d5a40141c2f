package dev.limpet.oci;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may depend on whom. */
class ArchitectureJvmTest {
  private final JavaClasses oci =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.limpet.oci");

  @Test
  void runtimeStandsOnSandboxLinuxAndFormatsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.limpet.oci..",
            "dev.limpet.sandbox..",
            "dev.limpet.linux",
            "dev.limpet.formats..",
            "java..",
            "org.jspecify..")
        .check(oci);
  }

  @Test
  void kernelIsReachedThroughItsInterfaceOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.limpet.linux.raw..", "org.teavm..")
        .check(oci);
    noClasses().should().dependOnClassesThat().haveSimpleName("SystemKernel").check(oci);
  }

  @Test
  void plannerIsPure() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Planner")
        .should()
        .onlyDependOnClassesThat()
        .doNotHaveSimpleName("Kernel")
        .check(oci);
  }
}
