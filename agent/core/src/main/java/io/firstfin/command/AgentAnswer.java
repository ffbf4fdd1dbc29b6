package io.firstfin.command;

import io.firstfin.report.Report;
import io.firstfin.report.ReportFormatException;
import io.firstfin.report.ReportJson;

/** What the agent of one JVM answered, or why it did not. Immutable. */
final class AgentAnswer {
  /** Null when there was no answer. */
  final Report report;

  /** Why there was none, in one line; null when there was one. */
  final String silence;

  private AgentAnswer(Report report, String silence) {
    this.report = report;
    this.silence = silence;
  }

  /** The answer of a process, from the JSON of its agent. */
  static AgentAnswer of(String pid, String json) throws CommandFailure {
    try {
      return new AgentAnswer(ReportJson.read(json), null);
    } catch (ReportFormatException e) {
      throw new CommandFailure("the answer of process " + pid + " is " + e.getMessage());
    }
  }

  static AgentAnswer none(String silence) {
    return new AgentAnswer(null, silence);
  }
}
