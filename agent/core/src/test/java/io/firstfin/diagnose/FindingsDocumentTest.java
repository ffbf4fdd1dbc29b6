package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.vocabulary.FindingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/findings.md, which findings and alerts point to by their ids. */
class FindingsDocumentTest {
  private static final String HEADING = "## ";

  @Test
  void eachFindingHasItsHeading() throws IOException {
    Set<String> ids =
        Arrays.stream(FindingId.values())
            .map(FindingId::label)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(ids);
    missing.removeAll(headings());
    assertEquals(new TreeSet<>(), missing, "ids without a heading '" + HEADING + "id'");
  }

  private static Set<String> headings() throws IOException {
    return Files.readAllLines(Paths.get("../../docs/findings.md")).stream()
        .filter(line -> line.startsWith(HEADING))
        .map(line -> line.substring(HEADING.length()))
        .collect(Collectors.toSet());
  }
}
