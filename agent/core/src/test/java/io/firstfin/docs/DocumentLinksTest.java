package io.firstfin.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link leads somewhere, and the README is short. */
class DocumentLinksTest {
  private static final Path ROOT = Path.of("../..");
  private static final int MOST_LINES_OF_README = 170;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void eachRelativeLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      Matcher link = LINK.matcher(text(document));
      while (link.find()) {
        if (!link.group(1).startsWith("http")) {
          links++;
          if (!leadsSomewhere(document, link.group(1))) {
            dead.add(document + ": " + link.group(1));
          }
        }
      }
    }
    assertTrue(links > 0);
    assertEquals(List.of(), dead);
  }

  @Test
  void eachPageIsLinkedFromAnother() throws IOException {
    Set<Path> linked = new HashSet<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(text(document));
      while (link.find()) {
        if (!link.group(1).startsWith("http")) {
          Path target = target(document, link.group(1));
          if (!target.equals(document.normalize())) {
            linked.add(target);
          }
        }
      }
    }
    List<Path> alone = new ArrayList<>();
    for (Path document : documents()) {
      if (!linked.contains(document.normalize()) && !isEntrance(document)) {
        alone.add(document);
      }
    }
    assertEquals(List.of(), alone);
  }

  @Test
  void theReadmeIsShort() throws IOException {
    int lines = Files.readAllLines(ROOT.resolve("README.md")).size();
    assertTrue(lines <= MOST_LINES_OF_README, () -> lines + " lines");
  }

  /** The README, and the page that keeps the addresses of older versions. */
  private static boolean isEntrance(Path document) {
    return document.equals(ROOT.resolve("README.md"))
        || document.equals(ROOT.resolve("docs/findings.md"));
  }

  private static boolean leadsSomewhere(Path document, String link) throws IOException {
    Path target = target(document, link);
    if (!Files.exists(target)) {
      return false;
    }
    int anchor = link.indexOf('#');
    return anchor < 0 || anchors(target).contains(link.substring(anchor + 1));
  }

  private static Path target(Path document, String link) {
    String path = link.replaceFirst("#.*", "");
    return (path.isEmpty() ? document : document.resolveSibling(path)).normalize();
  }

  /** The anchors that GitHub makes of headings. */
  private static Set<String> anchors(Path document) throws IOException {
    Set<String> anchors = new HashSet<>();
    for (String line : text(document).split("\n")) {
      if (line.matches("#{1,6} .*")) {
        anchors.add(
            line.replaceFirst("#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** The text without its fenced blocks of code. */
  private static String text(Path document) throws IOException {
    return Files.readString(document).replaceAll("(?ms)^```.*?^```", "");
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(
            List.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("CONTRIBUTING.md"),
                ROOT.resolve("CHANGELOG.md"),
                ROOT.resolve("SECURITY.md"),
                ROOT.resolve("integration-tests/benchmarks/README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }
}
