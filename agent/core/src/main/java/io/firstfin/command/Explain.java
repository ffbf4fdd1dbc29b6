package io.firstfin.command;

import io.firstfin.bytes.Streams;
import io.firstfin.vocabulary.FindingId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The page of a finding, as in docs/findings; the jar has a copy of each. */
final class Explain {
  private static final String PAGES = "/io/firstfin/findings/";

  private final PrintStream out;

  Explain(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints the page of one finding, or without an id one line for each finding.
   *
   * @throws WrongUsage when there is no finding of that id
   * @throws CommandFailure when the jar has no such page
   */
  void run(List<String> words) throws WrongUsage, CommandFailure {
    if (words.isEmpty()) {
      for (FindingId id : FindingId.values()) {
        out.println(String.format("%-23s %s", id.label(), summary(page(id))));
      }
      return;
    }
    FindingId id = FindingId.of(words.get(0));
    if (id == null || words.size() > 1) {
      throw new WrongUsage(
          "explain takes one id, not " + String.join(" ", words) + "; accepted are " + ids());
    }
    out.print(page(id));
  }

  private static String page(FindingId id) throws CommandFailure {
    try (InputStream page = Explain.class.getResourceAsStream(PAGES + id.page())) {
      if (page == null) {
        throw new CommandFailure("this firstfin.jar has no page for " + id.label());
      }
      return new String(Streams.readAll(page), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure("the page for " + id.label() + " cannot be read: " + e);
    }
  }

  /** The first paragraph after the heading, as one line. */
  private static String summary(String page) {
    int from = page.indexOf("\n\n") + 2;
    int end = page.indexOf("\n\n", from);
    return page.substring(from, end < 0 ? page.length() : end).replace('\n', ' ');
  }

  private static String ids() {
    List<String> ids = new ArrayList<String>();
    for (FindingId id : FindingId.values()) {
      ids.add(id.label());
    }
    return String.join(", ", ids);
  }
}
