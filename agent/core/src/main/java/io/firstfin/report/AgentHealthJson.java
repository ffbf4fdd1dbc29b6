package io.firstfin.report;

import io.firstfin.picture.AgentHealth;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report's {@code agent}. */
final class AgentHealthJson {
  private AgentHealthJson() {}

  static Object write(AgentHealth agent) {
    return new JsonFields()
        .count("dropped", agent.dropped)
        .count("errors", agent.errors)
        .count("hookNanosMedian", agent.hookNanosMedian)
        .put("capabilities", agent.capabilities)
        .put("version", agent.version)
        .count("corrected", agent.corrected)
        .put("problems", agent.problems)
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
        .hookNanosMedian(json.integer("hookNanosMedian"))
        .capabilities(capabilities)
        .problems(json.strings("problems"))
        .build();
  }
}
