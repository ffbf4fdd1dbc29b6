package io.firstfin.report;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Reset;

/** The keys {@code how} and {@code reset}, which together are a {@link How}. */
final class HowJson {
  private HowJson() {}

  /** Whose reset it was, or null. */
  static String reset(How how, Initiator first) {
    Reset reset = how.reset(first);
    return reset == null ? null : reset.label();
  }

  static How read(JsonObject json) throws ReportFormatException {
    return How.of(json.string("how"), json.string("reset"));
  }
}
