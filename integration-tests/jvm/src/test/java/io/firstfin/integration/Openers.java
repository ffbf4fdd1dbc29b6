package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds sites of a report whose line is that of the opening. */
final class Openers {
  private Openers() {}

  /** The heaviest client's site whose line begins so. */
  static JsonNode siteOf(Report report, String beginning) {
    for (JsonNode site : (Iterable<JsonNode>) report.sites()::iterator) {
      if (site.path("line").asText().startsWith(beginning)
          && site.path("role").asText().equals("client")) {
        return site;
      }
    }
    return fail("no line " + beginning + "\n" + report);
  }
}
