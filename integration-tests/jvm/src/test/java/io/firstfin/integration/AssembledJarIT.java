package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jar that users copy. */
class AssembledJarIT {
  private static final long LARGEST = 9_000_000;
  private static final int MOST_ENTRIES = 100;

  /** What libraries name but do without: annotations, options and classes of other versions. */
  private static final List<String> NAMED_IN_VAIN =
      List.of(
          "com/sun/jna/win32/DLLCallback",
          "io/micrometer/core/annotation/Incubating",
          "io/micrometer/core/annotation/Timed",
          "io/micrometer/prometheus/PrometheusMeterRegistry",
          "io/prometheus/client/MetricFamily",
          "io/prometheus/metrics/annotations/StableApi",
          "io/prometheus/metrics/expositionformats/internal/PrometheusProtobufWriterImpl",
          "io/prometheus/metrics/tracer/initializer/SpanContextSupplier",
          "net/bytebuddy/jar/asm/util/Check",
          "net/bytebuddy/jar/asm/util/Trace");

  @Test
  void isNoLargerThanPromised() throws IOException {
    assertTrue(Files.size(JvmProcess.JAR) <= LARGEST, Files.size(JvmProcess.JAR) + " bytes");
  }

  @Test
  void manifestNamesItsEntries() throws IOException {
    try (JarFile jar = new JarFile(JvmProcess.JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String name : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
        String entry = manifest.getValue(name);
        assertTrue(entry != null && entry.startsWith("io.firstfin.launcher."), name + ": " + entry);
        assertTrue(jar.getEntry(entry.replace('.', '/') + ".class") != null, entry);
      }
      assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
    }
  }

  /** The JDK reads the names of all entries of a jar that it opens, at each start. */
  @Test
  void hasFewEntries() throws IOException {
    try (JarFile jar = new JarFile(JvmProcess.JAR.toFile())) {
      assertTrue(jar.size() <= MOST_ENTRIES, jar.size() + " entries");
    }
  }

  @Test
  void holdsOnlyWhatIsExpectedAtItsRoot() throws IOException {
    assertEquals(List.of(), entries(name -> !name.matches("(META-INF|io|core)/.*|LICENSE|NOTICE")));
  }

  /** The application would find any other class, because the jar is on its class path. */
  @Test
  void holdsNoClassOutsideItsPrivateFoldersButTheLauncher() throws IOException {
    assertEquals(
        List.of(),
        entries(
            name ->
                name.endsWith(".class")
                    && !name.matches("core/.+")
                    && !name.matches("io/firstfin/launcher/[^/]+")));
  }

  @Test
  void holdsNativeCodeForLinuxOnly() throws IOException {
    List<String> natives = entries(name -> name.matches(".*\\.(so|dll|jnilib|dylib|a)"));
    assertTrue(
        natives.stream().anyMatch(name -> name.contains("/linux-x86-64/")), natives::toString);
    assertEquals(List.of(), natives.stream().filter(name -> !name.contains("/linux-")).toList());
  }

  @Test
  void holdsOfItsLibrariesOnlyWhatItUses() throws IOException {
    String used =
        String.join(
            "|",
            "io/firstfin/.+",
            "bootstrap/io/firstfin/bootstrap/[^/]+",
            "jna/com/sun/jna/(internal/|ptr/)?[^/]+",
            "net/bytebuddy/.+",
            "io/micrometer/.+",
            "io/prometheus/metrics/(config|core|model|expositionformats|tracer)/.+",
            "io/opentelemetry/proto/(metrics|common|resource|collector/metrics)/.+",
            "com/google/protobuf/.+");
    assertEquals(
        List.of(),
        entries(
            name ->
                name.startsWith("core/")
                    && name.endsWith(".class")
                    && !name.substring("core/".length()).matches(used)));
    assertEquals(
        List.of(),
        entries(name -> name.matches("core/io/micrometer/core/instrument/binder/[^/]+/.+")),
        "Micrometer's binders of other libraries");
  }

  /** The assembly leaves out classes of libraries; the agent must be able to reach none of them. */
  @Test
  void holdsEachClassThatTheAgentCanReach() throws IOException {
    String aClass = "[\\w/$]*/[A-Z]\\w*(\\$\\w+)*";
    Pattern ofLibraries =
        Pattern.compile(
            "(net/bytebuddy|com/google/protobuf|io/opentelemetry|io/micrometer|io/prometheus|com/sun/jna)"
                + aClass);
    ClassReferences references = new ClassReferences(new JarContents(JvmProcess.JAR));
    assertEquals(NAMED_IN_VAIN, List.copyOf(references.missing(ofLibraries)));
  }

  @Test
  void holdsNoSignatureThatRepackingBroke() throws IOException {
    assertEquals(List.of(), entries(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)")));
  }

  private static List<String> entries(Predicate<String> wanted) throws IOException {
    return new JarContents(JvmProcess.JAR).names().stream().filter(wanted).toList();
  }
}
