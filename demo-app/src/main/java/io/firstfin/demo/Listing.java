package io.firstfin.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of {@code scenarios.txt}, which {@code demo-app/run} reads as well.
 *
 * @param name as on the command line
 * @param needs {@code namespace} for a scenario that changes the network and so needs one of its
 *     own; {@code an-hour}; or nothing
 * @param options of the agent
 * @param expected ids of the findings that the broken form must bring, the first one first; empty
 *     where nothing is wrong in either form
 * @param possible ids of findings that the broken form may bring as well, because they depend on
 *     the moment of the agent's first check; {@code id?} in the list
 * @param summary one line for people
 */
record Listing(
    String name,
    String needs,
    String options,
    List<String> expected,
    List<String> possible,
    String summary) {
  private static final String PERHAPS = "?";
  private static final int COLUMNS = 5;

  /** All scenarios, in the order in which a reader should see them. */
  static List<Listing> all() throws IOException {
    try (InputStream list = Listing.class.getResourceAsStream("scenarios.txt")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(Listing::parse).toList();
    }
  }

  /** Whether {@code run --all} runs it. */
  boolean ends() {
    return !needs.equals("an-hour");
  }

  /**
   * @throws IllegalArgumentException naming {@code line} when it does not have the five columns
   */
  static Listing parse(String line) {
    String[] columns = line.split("\\|", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException("not name|needs|options|expected|summary: '" + line + "'");
    }
    List<String> ids = Stream.of(columns[3].split(",")).filter(id -> !id.isEmpty()).toList();
    List<String> expected = ids.stream().filter(id -> !id.endsWith(PERHAPS)).toList();
    List<String> possible =
        ids.stream()
            .filter(id -> id.endsWith(PERHAPS))
            .map(id -> id.substring(0, id.length() - PERHAPS.length()))
            .toList();
    return new Listing(columns[0], columns[1], columns[2], expected, possible, columns[4]);
  }
}
