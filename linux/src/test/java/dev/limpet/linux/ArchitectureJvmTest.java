package dev.limpet.linux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The door has one keyhole. */
class ArchitectureJvmTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  private static final JavaClasses NATIVE =
      new ClassFileImporter().importPath(Path.of("target/native-classes"));

  @Test
  void nativeCodeIsReachedFromRawAlone() {
    for (JavaClasses classes : new JavaClasses[] {MAIN, NATIVE}) {
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.limpet.linux.raw")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.teavm..", "java.lang.foreign..")
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void rawIsUsedByTheDoorAlone() {
    classes()
        .that()
        .resideInAPackage("dev.limpet.linux.raw")
        .should()
        .onlyBeAccessed()
        .byAnyPackage("dev.limpet.linux", "dev.limpet.linux.raw")
        .check(MAIN);
  }

  @Test
  void rawKnowsNothingOfTheDoorButErrno() {
    noClasses()
        .that()
        .resideInAPackage("dev.limpet.linux.raw")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "classes of dev.limpet.linux beside Errno",
                type ->
                    type.getPackageName().equals("dev.limpet.linux")
                        && !type.getSimpleName().equals("Errno")))
        .check(MAIN);
  }

  @Test
  void nothingReachesTheSystemByAnotherWay() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.limpet.linux.raw")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.net..",
            "java.nio.file..",
            "java.nio.channels..",
            "java.lang.reflect..",
            "java.lang.invoke..",
            "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(MAIN);
  }

  @Test
  void bothFacadesHaveTheSameMembers() {
    for (String name : new String[] {"dev.limpet.linux.raw.Raw", "dev.limpet.linux.raw.Nr"}) {
      assertEquals(members(MAIN, name), members(NATIVE, name));
    }
  }

  private static SortedSet<String> members(JavaClasses classes, String name) {
    var members = new TreeSet<String>();
    classes.get(name).getMethods().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .forEach(method -> members.add(method.getFullName() + method.getRawReturnType().getName()));
    return members;
  }
}
