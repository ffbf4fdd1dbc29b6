package io.firstfin.report;

import io.firstfin.picture.ClosingShare;
import io.firstfin.vocabulary.Initiator;

/** One of the {@code closingSites} of a destination or a listening port. */
final class ClosingShareJson {
  private ClosingShareJson() {}

  static Object write(ClosingShare share) {
    return new JsonFields()
        .put("site", share.site)
        .label("initiator", share.initiator)
        .label("how", share.how)
        .count("closes", share.closes)
        .put("line", share.line)
        .put("via", share.via)
        .put("reset", HowJson.reset(share.how, share.initiator))
        .object();
  }

  static ClosingShare read(JsonObject json) throws ReportFormatException {
    return new ClosingShare(
        json.string("site"),
        json.label("initiator", Initiator.values(), Initiator.UNKNOWN),
        HowJson.read(json),
        json.string("line"),
        json.string("via"),
        json.smallInteger("closes"));
  }
}
