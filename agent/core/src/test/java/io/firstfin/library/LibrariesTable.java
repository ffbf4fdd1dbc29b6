package io.firstfin.library;

import io.firstfin.vocabulary.FindingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documented table of the libraries: what their files say, the versions in which {@code
 * RemedyNamesTest} looks the names up, and the programs of the tests that use them.
 */
final class LibrariesTable {
  static final String BEGIN = "<!-- libraries: from their files -->";
  static final String END = "<!-- /libraries -->";

  private static final Path ROOT = Path.of("../..");
  private static final Path REMEDIES = ROOT.resolve("integration-tests/remedies");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([\\w.]+)", Pattern.MULTILINE);

  private static final Pattern VERSION =
      Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>(\\d[^<]*)</version>");

  private final Libraries libraries = Libraries.builtIn();
  private final Map<String, Set<String>> artifacts = artifacts();
  private final Map<String, Set<String>> versions = versions();
  private final Map<String, Set<String>> programs = programs();

  LibrariesTable() throws IOException {}

  /** Includes both markers. */
  String markdown() {
    StringBuilder text = new StringBuilder(BEGIN);
    text.append(
        "\n\n| library | version | what FirstFIN recognises | remedies for | tested with |\n");
    text.append("|---|---|---|---|---|\n");
    libraries.all().stream()
        .filter(LibrariesTable::saysMoreThanPackages)
        .sorted((a, b) -> a.name.compareToIgnoreCase(b.name))
        .map(this::row)
        .forEach(text::append);
    return text.append('\n').append(END).toString();
  }

  static boolean saysMoreThanPackages(Library library) {
    return !library.remedies().isEmpty()
        || !library.threads.isEmpty()
        || Arrays.stream(StackKind.values()).anyMatch(kind -> !library.methods(kind).isEmpty());
  }

  private String row(Library library) {
    return Stream.of(
                library.name,
                String.join(", ", versionsOf(library)),
                toldApart(library),
                findings(library),
                String.join(", ", programs.getOrDefault(library.name, Set.of())))
            .collect(Collectors.joining(" | ", "| ", " |"))
        + "\n";
  }

  /** Such as {@code okhttp 4.12.0}, for each artifact that has a name of the library's remedies. */
  private Set<String> versionsOf(Library library) {
    Set<String> texts = new LinkedHashSet<>();
    for (String artifact : artifacts.getOrDefault(library.name, Set.of())) {
      String name = artifact.replaceFirst(".*/", "");
      if (artifact.equals("jdk")) {
        texts.add("JDK");
      } else {
        Set<String> known = versions.getOrDefault(name, Set.of("of no version"));
        known.forEach(version -> texts.add(name + " " + version));
      }
    }
    return texts;
  }

  /** What its frames and the names of its threads tell. */
  private static String toldApart(Library library) {
    List<String> texts = new ArrayList<>();
    for (StackKind kind : StackKind.values()) {
      if (!library.methods(kind).isEmpty()) {
        texts.add(
            kind.label()
                + ": "
                + library.methods(kind).stream()
                    .map(method -> '`' + classAndMethod(method) + '`')
                    .collect(Collectors.joining(", ")));
      }
    }
    library.threads.forEach(thread -> texts.add("threads `" + thread + "`"));
    return texts.isEmpty() ? "its packages" : String.join("; ", texts);
  }

  private static String classAndMethod(String method) {
    int dot = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
    return method.substring(dot + 1);
  }

  private static String findings(Library library) {
    return Arrays.stream(FindingId.values())
        .filter(id -> !library.remedies(id).isEmpty())
        .map(FindingId::label)
        .collect(Collectors.joining(", "));
  }

  /** By library, the artifacts that have the names which it says, in the order of the rows. */
  private static Map<String, Set<String>> artifacts() throws IOException {
    Map<String, Set<String>> artifacts = new TreeMap<>();
    Path names = REMEDIES.resolve("src/test/resources/io/firstfin/diagnose/names.txt");
    for (String line : Files.readAllLines(names)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && !cells[3].isBlank()) {
        artifacts
            .computeIfAbsent(cells[0].strip(), name -> new LinkedHashSet<>())
            .add(cells[3].strip());
      }
    }
    return artifacts;
  }

  private static Map<String, Set<String>> versions() throws IOException {
    Map<String, Set<String>> versions = new TreeMap<>();
    for (MatchResult found :
        VERSION.matcher(Files.readString(REMEDIES.resolve("pom.xml"))).results().toList()) {
      versions.computeIfAbsent(found.group(1), name -> new LinkedHashSet<>()).add(found.group(2));
    }
    return versions;
  }

  /** By library, the demo's and the integration tests' classes that import it. */
  private Map<String, Set<String>> programs() throws IOException {
    Map<String, Set<String>> programs = new TreeMap<>();
    for (String folder : List.of("demo-app/src", "integration-tests")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (file.toString().matches(".*/src/.*\\.java")) {
            addProgram(programs, file);
          }
        }
      }
    }
    return programs;
  }

  private void addProgram(Map<String, Set<String>> programs, Path file) throws IOException {
    String program = file.getFileName().toString().replaceFirst("\\.java$", "");
    Matcher imported = IMPORT.matcher(Files.readString(file));
    while (imported.find()) {
      Library library = libraries.packages().of(imported.group(1) + '.');
      if (library != null) {
        programs.computeIfAbsent(library.name, name -> new TreeSet<>()).add(program);
      }
    }
  }
}
