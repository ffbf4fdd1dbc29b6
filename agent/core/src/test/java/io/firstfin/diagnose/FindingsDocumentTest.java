package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.vocabulary.FindingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages in docs/findings, which findings and alerts point to by their ids. */
class FindingsDocumentTest {
  private static final Path DOCS = Paths.get("../../docs");
  private static final String HEADING = "## ";

  /** The sections have this order, so that a reader in a hurry finds each at its place. */
  private static final List<String> SECTIONS =
      Arrays.asList(
          "What you see",
          "What happened",
          "Which line is named",
          "Why FirstFIN says so",
          "What to change",
          "What not to do",
          "How to check that it is cured");

  /** A terminal shows the page without wrapping it. */
  private static final int WIDTH = 100;

  @Test
  void eachFindingHasItsPage() throws IOException {
    for (String id : ids()) {
      assertEquals(SECTIONS, headings(page(id)), id);
    }
  }

  @Test
  void eachPageFitsATerminal() throws IOException {
    for (String id : ids()) {
      List<String> wide =
          Files.readAllLines(page(id)).stream()
              .filter(line -> line.length() > WIDTH || line.matches(".*</?[a-z]+>.*"))
              .collect(Collectors.toList());
      assertEquals(Arrays.asList(), wide, id);
    }
  }

  @Test
  void theAddressThatWarningsPrintedBeforeStillLeadsToEachFinding() throws IOException {
    Set<String> missing = new TreeSet<>(ids());
    missing.removeAll(headings(DOCS.resolve("findings.md")));
    assertEquals(new TreeSet<>(), missing, "ids without a heading '" + HEADING + "id'");
  }

  private static Set<String> ids() {
    return Arrays.stream(FindingId.values())
        .map(FindingId::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path page(String id) {
    return DOCS.resolve("findings").resolve(id + ".md");
  }

  private static List<String> headings(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith(HEADING))
        .map(line -> line.substring(HEADING.length()))
        .collect(Collectors.toList());
  }
}
