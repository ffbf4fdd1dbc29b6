package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The jar carries the licence of each library that it bundles, and a bill of materials. */
class LicensesIT {
  private static final String TEXTS = "META-INF/licenses/";
  private static final String BILL = "META-INF/sbom/firstfin.cdx.json";

  /**
   * A bundled library.
   *
   * @param folder of its texts in {@link #TEXTS}
   * @param group its Maven group; that of the library that contains it, if it comes inside another
   * @param entries its files in the jar, as a regular expression
   */
  private record Library(String folder, String group, String entries) {}

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("asm", "net.bytebuddy", "core/net/bytebuddy/jar/asm/.+"),
          // Byte Buddy's copy of ASM has changes of its own.
          new Library("byte-buddy", "net.bytebuddy", "core/net/bytebuddy/.+"),
          new Library("jna", "net.java.dev.jna", "core/jna/com/sun/jna/.+\\.class"),
          new Library("libffi", "net.java.dev.jna", "core/jna/com/sun/jna/.+\\.so"),
          new Library("micrometer", "io.micrometer", "core/io/micrometer/.+"),
          new Library(
              "opentelemetry-proto", "io.opentelemetry.proto", "core/io/opentelemetry/proto/.+"),
          new Library("prometheus-client", "io.prometheus", "core/io/prometheus/.+"),
          new Library("protobuf", "com.google.protobuf", "core/com/google/protobuf/.+"));

  private final JarContents jar = new JarContents(JvmProcess.JAR);

  LicensesIT() throws IOException {}

  @Test
  void eachFileIsFirstFinsOrOfALibrary() throws IOException {
    for (String name : entries()) {
      if (name.matches("(core/(bootstrap/)?)?io/firstfin/.+|META-INF/.+")) {
        continue;
      }
      assertTrue(LIBRARIES.stream().anyMatch(library -> name.matches(library.entries())), name);
    }
  }

  @Test
  void eachLibraryHasTextsAndEachTextALibrary() throws IOException {
    Set<String> bundled = new TreeSet<>();
    for (Library library : LIBRARIES) {
      if (entries().stream().anyMatch(name -> name.matches(library.entries()))) {
        bundled.add(library.folder());
      }
    }
    Set<String> withLicense = new TreeSet<>();
    Set<String> withText = new TreeSet<>();
    for (String name : entries()) {
      if (name.startsWith(TEXTS)) {
        String[] path = name.substring(TEXTS.length()).split("/");
        assertEquals(2, path.length, name);
        withText.add(path[0]);
        if (path[1].equals("LICENSE") && text(name).length() > 500) {
          withLicense.add(path[0]);
        }
      }
    }
    assertEquals(bundled, withLicense);
    assertEquals(bundled, withText);
  }

  @Test
  void noticeNamesEachLibrary() throws IOException {
    Set<String> named =
        text("META-INF/NOTICE")
            .lines()
            .filter(line -> line.matches("[a-z-]+  +\\S.*"))
            .map(line -> line.split(" ")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(folders(), named);
    assertTrue(text("META-INF/LICENSE").contains("Apache License"));
  }

  /** The jar that CI builds has one. The plugin makes none offline. */
  @Test
  void billOfMaterialsListsWhatIsBundledAndNothingElse() throws IOException {
    Assumptions.assumeTrue(entries().contains(BILL), "built by mvn --offline: no bill");
    JsonNode bill = new ObjectMapper().readTree(text(BILL));
    assertEquals("CycloneDX", bill.path("bomFormat").asText());
    Set<String> groups = new TreeSet<>();
    for (JsonNode component : bill.path("components")) {
      groups.add(component.path("group").asText());
      String name = component.path("purl").asText();
      assertTrue(component.path("version").asText().matches("\\d.*"), name);
      assertTrue(component.path("licenses").size() > 0, name);
      assertTrue(component.path("hashes").toString().contains("SHA-256"), name);
    }
    Set<String> expected =
        LIBRARIES.stream().map(Library::group).collect(Collectors.toCollection(TreeSet::new));
    expected.add("io.firstfin");
    assertEquals(expected, groups);
  }

  private static Set<String> folders() {
    return LIBRARIES.stream().map(Library::folder).collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> entries() {
    return jar.names();
  }

  private String text(String name) {
    return new String(jar.read(name), StandardCharsets.UTF_8);
  }
}
