package io.firstfin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A class has one job, and a call has few arguments. */
class SizeTest {
  private static final int LINES = 350;
  private static final int PARAMETERS = 6;

  /**
   * Here a call passes the words of a record, because an object for each close would cost too much.
   */
  private static final Set<String> HOT =
      Set.of("io.firstfin.bootstrap", "io.firstfin.instrument", "io.firstfin.record");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.firstfin");

  @Test
  void noFileIsLong() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>();
    for (Path file : SourceTree.files()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LINES) {
        tooLong.put(file.getFileName().toString(), lines);
      }
    }
    assertEquals(Map.of(), tooLong, "more than " + LINES + " lines");
  }

  @Test
  void noCallHasManyParameters() {
    Map<String, Integer> tooMany = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      for (JavaCodeUnit unit : type.getCodeUnits()) {
        int parameters = parameters(unit);
        if (parameters > PARAMETERS && !isHot(unit)) {
          tooMany.put(type.getName() + '.' + unit.getName(), parameters);
        }
      }
    }
    assertEquals(Map.of(), tooMany, "more than " + PARAMETERS + " parameters");
  }

  /** The parameters in the source, without those that the compiler adds. */
  private static int parameters(JavaCodeUnit unit) {
    if (unit.getModifiers().contains(JavaModifier.SYNTHETIC)) {
      return 0;
    }
    int count = unit.getRawParameterTypes().size();
    JavaClass owner = unit.getOwner();
    if (!(unit instanceof JavaConstructor)) {
      return count;
    }
    if (owner.isEnum()) {
      return count - 2;
    }
    return count - (owner.isInnerClass() || owner.isAnonymousClass() ? 1 : 0);
  }

  private static boolean isHot(JavaCodeUnit unit) {
    JavaClass owner = unit.getOwner();
    return HOT.contains(owner.getPackageName())
        || owner.getAllRawInterfaces().stream()
            .filter(type -> HOT.contains(type.getPackageName()))
            .anyMatch(type -> declares(type, unit));
  }

  private static boolean declares(JavaClass type, JavaCodeUnit unit) {
    List<JavaClass> parameters = unit.getRawParameterTypes();
    return type.getMethods().stream()
        .anyMatch(
            method ->
                method.getName().equals(unit.getName())
                    && method.getRawParameterTypes().equals(parameters));
  }
}
