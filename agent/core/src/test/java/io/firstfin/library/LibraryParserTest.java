package io.firstfin.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryParserTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void readsALibrary() {
    List<Library> libraries =
        parse(
            """
            # the company's pool
            name = Acme pool
            kind = library
            package = com.acme.pool.
            package = com.acme.wire.
            thread = acme-
            pool-closes = com.acme.pool.Pool.evict
            remedy.pool-churn = raise acme.pool.idle,
                4 unless set
            remedy.pool-churn = or share the pool

            name = Acme wire
              package = com.acme.other.
            """);

    assertEquals(List.of(), problems);
    assertEquals(List.of("Acme pool", "Acme wire"), names(libraries));
    Library pool = libraries.get(0);
    assertEquals(Owner.LIBRARY, pool.owner);
    assertEquals(List.of("com.acme.pool.", "com.acme.wire."), pool.packages);
    assertEquals(List.of("acme-"), pool.threads);
    assertEquals(List.of("com.acme.pool.Pool.evict"), pool.methods(StackKind.POOL_CLOSES));
    assertEquals(
        List.of("raise acme.pool.idle, 4 unless set", "or share the pool"),
        pool.remedies(FindingId.POOL_CHURN));
    assertEquals(List.of("com.acme.other."), libraries.get(1).packages);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          packages = com.acme. | packages is not accepted, accepted is name, kind, delegates, pack
          package com.acme.    | package com.acme. is not accepted, accepted is key = value
          package =            | package = is not accepted, accepted is key = value
          package = com/acme   | com/acme is not accepted, accepted is the beginning of class names
          package = .acme      | .acme is not accepted, accepted is the beginning of class names
          package = .          | . is not accepted, accepted is the beginning of class names
          kind = ours          | ours is not accepted, accepted is library, toolkit, jdk, platform
          remedy.slow = faster | remedy.slow is not accepted, accepted is the id of a finding
          pool-opens = create  | create is not accepted, accepted is a method, such as com.acme
          pool-opens = a.b()   | a.b() is not accepted, accepted is a method, such as com.acme
          """)
  void whatIsWrongIsNamedByItsLineAndTheRestIsTaken(String line, String problem) {
    List<Library> libraries = parse("\nname = Acme\n" + line + "\n\npackage = com.acme.good.\n");

    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("line 3: " + problem), problems.get(0));
    assertEquals(List.of("com.acme.good."), libraries.get(0).packages);
  }

  @Test
  void nothingComesBeforeTheFirstName() {
    assertEquals(List.of(), parse("package = com.acme.\n"));
    assertEquals(
        List.of("line 1: package is not accepted, accepted is name, which begins each library"),
        problems);
  }

  @Test
  void longValuesAreCut() {
    parse("x".repeat(5000));

    assertTrue(problems.get(0).length() < 200, problems.get(0));
  }

  @Test
  void theLinesOfOtherPlatformsAreRead() {
    assertEquals(List.of("Acme"), names(parse("name = Acme\r\npackage = com.acme.\r\n")));
    assertEquals(List.of(), problems);
  }

  private List<Library> parse(String text) {
    return LibraryParser.parse(text, problems);
  }

  private static List<String> names(List<Library> libraries) {
    return libraries.stream().map(library -> library.name).collect(Collectors.toList());
  }
}
