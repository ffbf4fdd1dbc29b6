package io.firstfin.report;

import io.firstfin.picture.Site;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** One object of the array {@code sites} of the report. */
final class SiteJson {
  private SiteJson() {}

  static Object write(Site site) {
    return new JsonFields()
        .put("id", site.id)
        .label("role", site.role)
        .label("initiator", site.initiator)
        .label("how", site.how)
        .count("closes", site.closes)
        .count("timeWait", site.timeWait)
        .put("sampled", site.sampled)
        .decimal("marginPercent", site.marginPercent)
        .put("line", site.line)
        .put("via", site.via)
        .put("frames", site.frames)
        .put("reset", HowJson.reset(site.how, site.initiator))
        .put("closedBy", site.closedBy)
        .put("openerFrames", site.openerFrames)
        .put("thread", site.thread)
        .object();
  }

  static Site read(JsonObject json) throws ReportFormatException {
    return Site.builder()
        .id(json.string("id"))
        .role(json.label("role", Role.values(), Role.UNKNOWN))
        .initiator(json.label("initiator", Initiator.values(), Initiator.UNKNOWN))
        .how(HowJson.read(json))
        .closes(json.integer("closes"))
        .timeWait(json.smallInteger("timeWait"))
        .sampled(json.flag("sampled"))
        .marginPercent(json.decimal("marginPercent"))
        .line(json.string("line"))
        .via(json.string("via"))
        .closedBy(json.string("closedBy"))
        .frames(json.strings("frames"))
        .openerFrames(json.strings("openerFrames"))
        .thread(json.string("thread"))
        .build();
  }
}
