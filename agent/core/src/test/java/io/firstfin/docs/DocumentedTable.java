package io.firstfin.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table of README.md or docs/*.md, found by its header row, which must be unique. */
public final class DocumentedTable {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  private DocumentedTable() {}

  /** The rows under {@code | first | second | ... |}, each as the texts of its cells. */
  public static List<List<String>> under(String... columns) throws IOException {
    List<List<List<String>>> tables = new ArrayList<>();
    for (Path document : documents()) {
      List<String> lines = Files.readAllLines(document);
      for (int i = 0; i < lines.size(); i++) {
        if (cells(lines.get(i)).equals(Arrays.asList(columns))) {
          tables.add(rows(lines.subList(i + 2, lines.size())));
        }
      }
    }
    assertEquals(1, tables.size(), () -> "tables with the columns " + Arrays.toString(columns));
    return tables.get(0);
  }

  /** The texts between backticks in a cell. */
  public static List<String> code(String cell) {
    List<String> code = new ArrayList<>();
    Matcher matcher = CODE.matcher(cell);
    while (matcher.find()) {
      code.add(matcher.group(1));
    }
    return code;
  }

  private static List<List<String>> rows(List<String> lines) {
    return lines.stream()
        .takeWhile(line -> line.startsWith("|"))
        .map(DocumentedTable::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    if (!line.startsWith("|")) {
      return List.of();
    }
    String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    return documents;
  }
}
