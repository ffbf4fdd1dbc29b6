package io.firstfin.report;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.FindingLife;
import io.firstfin.diagnose.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/** One object of the arrays {@code findings}, {@code ending} and {@code ended} of the report. */
final class FindingJson {
  private FindingJson() {}

  static Object write(Finding finding) {
    return new JsonFields()
        .put("id", finding.id)
        .label("severity", finding.severity)
        .put("subject", finding.subject)
        .put("summary", finding.summary)
        .put("topic", finding.topic)
        .put("details", finding.details)
        .put("cause", finding.cause)
        .put("evidence", finding.evidence)
        .put("remedy", finding.remedy)
        .put("notRemedy", finding.notRemedy)
        .put("explains", finding.explains)
        .put("unit", finding.unit)
        .count("count", finding.count)
        .count("peak", finding.life.peak)
        .decimal("sinceSeconds", finding.life.sinceSeconds)
        .decimal("awaySeconds", finding.life.awaySeconds)
        .count("times", finding.life.times)
        .object();
  }

  static Finding read(JsonObject json) throws ReportFormatException {
    String id = json.string("id");
    String topic = json.string("topic");
    // A severity that only a later version knows is read as a warning.
    Severity severity = json.label("severity", Severity.values(), Severity.WARNING);
    return new FindingBuilder(id, severity, json.string("subject"))
        .topic(topic.isEmpty() ? id : topic)
        .summary(json.string("summary"))
        .details(json.strings("details"))
        .cause(json.string("cause"))
        .evidence(evidence(json.object("evidence")))
        .remedies(json.strings("remedy"))
        .notRemedies(json.strings("notRemedy"))
        .counting(json.integer("count"), json.string("unit"))
        .explains(json.strings("explains"))
        .life(life(json))
        .build();
  }

  private static Map<String, Object> evidence(JsonObject json) {
    Map<String, Object> evidence = new LinkedHashMap<String, Object>();
    for (String name : json.keys()) {
      evidence.put(name, json.raw(name));
    }
    return evidence;
  }

  private static FindingLife life(JsonObject json) throws ReportFormatException {
    return new FindingLife(
        json.decimal("sinceSeconds"),
        json.decimal("awaySeconds"),
        json.integer("peak"),
        Math.max(0, json.smallInteger("times")));
  }
}
