package io.firstfin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.docs.DocumentedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each package says what it does, and the document lists those of the core. */
class PackagesTest {
  private static final Path ROOT = Path.of("io/firstfin");
  private static final String DESCRIPTION = "package-info.java";
  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Set<Path> packages = new TreeSet<>();
    Set<Path> described = new TreeSet<>();
    for (Path file : SourceTree.relative()) {
      packages.add(file.getParent());
      if (file.endsWith(DESCRIPTION)) {
        described.add(file.getParent());
      }
    }
    assertEquals(packages, described);
  }

  @Test
  void aDescriptionHasThreeSentences() throws IOException {
    Map<String, Integer> others = new TreeMap<>();
    for (Path file : SourceTree.files()) {
      if (file.endsWith(DESCRIPTION)) {
        int sentences = sentences(Files.readString(file));
        if (sentences != 3) {
          others.put(file.toString(), sentences);
        }
      }
    }
    assertEquals(Map.of(), others, "what comes in, what goes out, what must never be there");
  }

  @Test
  void theDocumentListsThePackagesOfTheCore() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (var row : DocumentedTable.under("package", "job")) {
      documented.addAll(DocumentedTable.code(row.get(0)));
    }
    Set<String> packages = new TreeSet<>();
    for (Path file : SourceTree.relativeOfCore()) {
      if (!file.getParent().equals(ROOT)) {
        packages.add(ROOT.relativize(file.getParent()).toString().replace('/', '.'));
      }
    }
    assertEquals(packages, documented);
  }

  private static int sentences(String source) {
    Matcher javadoc = JAVADOC.matcher(source);
    if (!javadoc.find()) {
      return 0;
    }
    return javadoc.group(1).replaceAll("\\s+\\*?", " ").strip().split("\\.( |$)").length;
  }
}
