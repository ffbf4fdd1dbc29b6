package io.firstfin.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.library.Libraries;
import io.firstfin.library.Library;
import io.firstfin.library.StackKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A remedy names only what exists. {@code names.txt} lists each name that a sentence has, and what
 * the table says about the name is true in the library's newest release.
 */
class RemedyNamesTest {
  private static final Path PAGES = Path.of("../../docs/findings");

  /** The sections of a page that say what to do, or what not to do. */
  private static final Pattern REMEDY =
      Pattern.compile(
          "^## (?:What to change|What not to do)$.*?(?=^## )", Pattern.MULTILINE | Pattern.DOTALL);

  static Stream<NamedThing> things() {
    return NamedThing.ALL.stream().filter(thing -> thing.kind() != Kind.TERM);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("things")
  void whatARemedyNamesExists(NamedThing thing) {
    assertTrue(thing.kind().exists(thing.artifact(), thing.what()), thing::toString);
  }

  @Test
  void eachNameAndNumberOfALibrarysRemediesIsInTheTable() {
    Map<String, Set<String>> unknown = new TreeMap<>();
    for (Library library : Libraries.builtIn().all()) {
      for (List<String> sentences : library.remedies()) {
        for (String sentence : sentences) {
          addUnknown(unknown, library.name, library.name, Names.in(sentence));
          addUnknown(unknown, library.name, library.name, Names.numbersIn(sentence));
        }
      }
    }
    assertEquals(Map.of(), unknown);
  }

  @Test
  void eachNameThatARuleSaysIsInTheTable() {
    Map<String, Set<String>> sentences = RuleSentences.all();
    assertFalse(sentences.isEmpty());
    Map<String, Set<String>> unknown = new TreeMap<>();
    sentences.forEach(
        (rule, texts) -> texts.forEach(text -> addUnknown(unknown, rule, null, Names.in(text))));
    assertEquals(Map.of(), unknown);
  }

  @Test
  void eachNameThatThePagesRemediesQuoteIsInTheTable() throws IOException {
    Map<String, Set<String>> unknown = new TreeMap<>();
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(PAGES, "[a-z]*.md")) {
      for (Path page : pages) {
        List<String> remedies =
            REMEDY.matcher(Files.readString(page)).results().map(match -> match.group()).toList();
        assertEquals(2, remedies.size(), page::toString);
        for (String remedy : remedies) {
          Names.quoted(remedy)
              .forEach(code -> addUnknown(unknown, page.toString(), null, Names.in(code)));
        }
      }
    }
    assertEquals(Map.of(), unknown);
  }

  @Test
  void eachFrameThatTellsAKindOfCloseIsInTheTable() {
    Set<String> unknown = new TreeSet<>();
    for (Library library : Libraries.builtIn().all()) {
      for (String frame : methods(library)) {
        if (NamedThing.ALL.stream().noneMatch(thing -> thing.what().equals(frame))) {
          unknown.add(library.name + " " + frame);
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static List<String> methods(Library library) {
    return Stream.of(StackKind.values()).flatMap(kind -> library.methods(kind).stream()).toList();
  }

  private static void addUnknown(
      Map<String, Set<String>> unknown, String where, String library, Set<String> names) {
    for (String name : names) {
      if (NamedThing.ALL.stream()
          .noneMatch(thing -> thing.name().equals(name) && thing.isSaidOf(library))) {
        unknown.computeIfAbsent(where, key -> new TreeSet<>()).add(name);
      }
    }
  }
}
