package dev.limpet.images;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Images use the kernel's door and the formats, and nothing else of ours. */
class ArchitectureJvmTest {
  private final JavaClasses images =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.limpet.images");

  @Test
  void imagesUseTheKernelAndFormatsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.limpet.images..",
            "dev.limpet.linux",
            "dev.limpet.formats..",
            "io.airlift.compress.v3.zstd",
            "java..",
            "javax.net.ssl",
            "org.jspecify..")
        .check(images);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.limpet.images.(*)..").should().beFreeOfCycles().check(images);
  }
}
