package io.firstfin.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The part of the agent's {@code report --json} that the demo needs.
 *
 * @param findings in the agent's order, the most severe first
 */
record AgentReport(List<Finding> findings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param severity {@code info} or {@code warning}
   */
  record Finding(String id, String severity) {
    boolean isWarning() {
      return severity.equals("warning");
    }

    /** Such as {@code close-per-request (warning)}. */
    @Override
    public String toString() {
      return id + " (" + severity + ")";
    }
  }

  /**
   * @throws IOException when {@code json} is no report
   */
  static AgentReport parse(String json) throws IOException {
    JsonNode findings = JSON.readTree(json).path("findings");
    if (!findings.isArray()) {
      throw new IOException("no report of the agent: it has no findings");
    }
    List<Finding> list = new ArrayList<>();
    for (JsonNode finding : findings) {
      list.add(new Finding(finding.path("id").asText(), finding.path("severity").asText()));
    }
    return new AgentReport(List.copyOf(list));
  }

  boolean hasWarning() {
    return hasWarningBut(List.of());
  }

  /** Whether there is a finding that is none of these. */
  boolean hasWarningBut(Collection<String> ids) {
    return findings.stream()
        .anyMatch(finding -> finding.isWarning() && !ids.contains(finding.id()));
  }

  boolean hasAll(Collection<String> ids) {
    return findings.stream().map(Finding::id).toList().containsAll(ids);
  }

  /** The first finding and how many follow, or {@code nothing}. */
  @Override
  public String toString() {
    if (findings.isEmpty()) {
      return "nothing";
    }
    int more = findings.size() - 1;
    return findings.get(0) + (more == 0 ? "" : " and " + more + " more");
  }
}
