package io.firstfin.integration;

import io.firstfin.support.Transport;
import java.util.List;

/** The documented table of what is tested. */
final class TransportsTable {
  static final String BEGIN = "<!-- transports: from Transport.java of the integration tests -->";
  static final String END = "<!-- /transports -->";

  /** The JDKs that CI runs the integration tests on. */
  private static final List<Integer> JDKS = List.of(8, 11, 17, 21, 25, 26);

  private static final String JUST_BEFORE = "as just before the close";

  private TransportsTable() {}

  /** Includes both markers. */
  static String markdown() {
    StringBuilder text = new StringBuilder(BEGIN).append("\n\nTested on JDK ");
    for (int i = 0; i < JDKS.size(); i++) {
      text.append(i == 0 ? "" : i == JDKS.size() - 1 ? " and " : ", ").append(JDKS.get(i));
    }
    text.append(".\n\n| transport | from JDK | role | which side was first | how |")
        .append(" line that closes |\n|---|---|---|---|---|---|\n");
    for (Transport transport : Transport.values()) {
      boolean counted = transport.line != Transport.Line.NOT_COUNTED;
      text.append("| ").append(transport.words).append(" | ").append(transport.since);
      text.append(cell(counted, transport.isRoleKnown() ? "yes" : "unknown"));
      text.append(cell(counted, transport.isOrderCertain() ? "yes" : JUST_BEFORE));
      text.append(cell(counted, transport.isHowCertain() ? "yes" : JUST_BEFORE));
      text.append(" | ").append(transport.line.words).append(" |\n");
    }
    return text.append('\n').append(END).toString();
  }

  private static String cell(boolean counted, String words) {
    return " | " + (counted ? words : "–");
  }
}
