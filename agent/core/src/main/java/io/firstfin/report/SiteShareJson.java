package io.firstfin.report;

import io.firstfin.picture.SiteShare;

/** One of the {@code sites} of a destination or a listening port. */
final class SiteShareJson {
  private SiteShareJson() {}

  static Object write(SiteShare share) {
    return new JsonFields()
        .put("site", share.site)
        .count("timeWait", share.timeWait)
        .put("line", share.line)
        .put("via", share.via)
        .put("closedBy", share.closedBy)
        .object();
  }

  static SiteShare read(JsonObject json) throws ReportFormatException {
    return new SiteShare(
        json.string("site"),
        json.string("line"),
        json.string("via"),
        json.string("closedBy"),
        json.smallInteger("timeWait"));
  }
}
