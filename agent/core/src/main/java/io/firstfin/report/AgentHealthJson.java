package io.firstfin.report;

import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.HookTimes;
import java.util.LinkedHashMap;
import java.util.Map;

/** The object {@code agent} of the report. */
final class AgentHealthJson {
  private AgentHealthJson() {}

  static Object write(AgentHealth agent) {
    return new JsonFields()
        .count("dropped", agent.dropped)
        .count("errors", agent.errors)
        .count("hookNanosMedian", agent.hookTimes.wholeMedian)
        .put("capabilities", agent.capabilities)
        .put("version", agent.version)
        .count("corrected", agent.corrected)
        .put("problems", agent.problems)
        .count("delayNanosMedian", agent.hookTimes.delayMedian)
        .count("delayNanosP99", agent.hookTimes.delayP99)
        .count("workNanosMedian", agent.hookTimes.workMedian)
        .object();
  }

  static AgentHealth read(JsonObject json) throws ReportFormatException {
    Map<String, String> capabilities = new LinkedHashMap<String, String>();
    JsonObject given = json.object("capabilities");
    for (String name : given.keys()) {
      capabilities.put(name, given.string(name));
    }
    return AgentHealth.builder()
        .version(json.string("version"))
        .dropped(json.integer("dropped"))
        .errors(json.integer("errors"))
        .corrected(json.integer("corrected"))
        .hookTimes(
            new HookTimes(
                json.integer("hookNanosMedian"),
                json.integer("delayNanosMedian"),
                json.integer("delayNanosP99"),
                json.integer("workNanosMedian")))
        .capabilities(capabilities)
        .problems(json.strings("problems"))
        .build();
  }
}
