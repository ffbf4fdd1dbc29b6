package io.firstfin.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Data flows down the pipeline and never back up: a row lists all packages that a package may use.
 */
class PipelineTest {
  private static final String ROOT = "io.firstfin.";

  /** A row also holds for the packages below it, unless these have rows of their own. */
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  /** A class that may use more than its package may: its name, and the package that it uses. */
  private static final Map<String, List<String>> EXCEPTIONS = new LinkedHashMap<>();

  static {
    // Below everything: every stage may use these.
    row("bootstrap");
    row("vocabulary");
    row("thread");
    row("text");
    row("bytes");
    row("library", "bytes", "text", "vocabulary");
    row("options", "bytes", "text");

    // The pipeline, from the socket to the finding.
    row("instrument", "bootstrap", "bytes");
    row("kernel", "vocabulary");
    row("record", "bootstrap", "kernel", "library", "thread", "vocabulary");
    row("platform", "bytes", "record");
    row("picture", "vocabulary");
    row("correlate", "kernel", "record", "picture", "vocabulary");
    row("diagnose", "library", "picture", "text", "vocabulary");

    // The outputs see the picture, the findings, options, the log and words.
    row("report", "bytes", "diagnose", "picture", "text", "vocabulary");
    row("log", "diagnose", "text", "thread");
    row("output", "log", "report", "text");
    row("meters", "diagnose", "picture", "report", "vocabulary");
    row("http", "log", "options", "output", "report", "text", "thread");
    row("prometheus", "http", "meters", "output", "report");
    row("page", "bytes", "http", "picture", "report", "text", "vocabulary");
    row("otlp", "log", "meters", "output", "report", "text", "thread");
    row("jmx", "diagnose", "output", "picture", "report", "text", "vocabulary");
    row("jfr", "diagnose", "output", "picture", "report", "vocabulary");
    // Closes come by a function that the agent hands down to the correlator.
    row("trace", "bytes", "picture", "report", "thread", "vocabulary");
    row("registry", "bytes", "log", "output", "report", "text", "thread");
    row("registry.joined", "meters", "registry", "report");
    row("lines", "diagnose", "library", "picture", "report", "vocabulary");
    row("node", "bytes", "kernel", "picture", "vocabulary");
    row(
        "command",
        "bytes",
        "diagnose",
        "library",
        "node",
        "options",
        "picture",
        "report",
        "text",
        "trace",
        "vocabulary");

    // An event is made on the thread that closes, with its stack: so it comes from the recorder.
    exception("jfr.FlightRecorderOutput", "record");
    // A transformer and a hook in Micrometer's class find the application's registries.
    exception("registry.RegistryJoin", "bootstrap", "instrument");
    exception("registry.RegistryOutput", "bootstrap", "instrument");
    // Outlives a detach, so that an attach after it writes to the same stream.
    exception("log.StderrSink", "bootstrap");
  }

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.firstfin");

  @Test
  void eachPackageUsesOnlyWhatIsAboveItInThePipeline() {
    Map<String, TreeSet<String>> wrong = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      String from = rowOf(type);
      if (from.equals("agent") || from.isEmpty()) {
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("io.firstfin") && !mayUse(type, from, target)) {
          wrong
              .computeIfAbsent(outermost(type), name -> new TreeSet<>())
              .add(target.getName().substring(ROOT.length()));
        }
      }
    }
    assertEquals(Collections.emptyMap(), wrong, "these use what their package may not use");
  }

  @Test
  void everyExceptionIsNeeded() {
    Map<String, TreeSet<String>> unused = new TreeMap<>();
    EXCEPTIONS.forEach((name, packages) -> unused.put(name, new TreeSet<>(packages)));
    for (JavaClass type : CLASSES) {
      TreeSet<String> left = unused.get(outermost(type));
      if (left != null) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          left.remove(rowOf(dependency.getTargetClass()));
        }
      }
    }
    unused.values().removeIf(TreeSet::isEmpty);
    assertEquals(Collections.emptyMap(), unused);
  }

  @Test
  void onlyTheFlightRecorderOutputNeedsTheModuleOfJfr() {
    noClasses()
        .that(resideInAPackage("io.firstfin..").and(resideInAPackage("io.firstfin.jfr..").negate()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.jfr..")
        .check(CLASSES);
  }

  private static boolean mayUse(JavaClass type, String from, JavaClass target) {
    String to = rowOf(target);
    return to.equals(from)
        || to.isEmpty()
        || MAY_USE.get(from).contains(to)
        || EXCEPTIONS.getOrDefault(outermost(type), List.of()).contains(to);
  }

  /**
   * The row that the class belongs to; {@code agent} connects everything, and the root package has
   * only the version.
   */
  private static String rowOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    for (String part = name.substring(ROOT.length());
        ;
        part = part.substring(0, part.lastIndexOf('.'))) {
      if (part.equals("agent") || MAY_USE.containsKey(part)) {
        return part;
      }
      if (part.indexOf('.') < 0) {
        throw new AssertionError("the package " + name + " has no row here");
      }
    }
  }

  private static String outermost(JavaClass type) {
    return type.getName().substring(ROOT.length()).replaceFirst("\\$.*", "");
  }

  private static void row(String name, String... uses) {
    MAY_USE.put(name, Arrays.asList(uses));
  }

  private static void exception(String type, String... uses) {
    EXCEPTIONS.put(type, Arrays.asList(uses));
  }
}
