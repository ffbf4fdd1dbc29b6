package io.firstfin.command;

import io.firstfin.node.HostJvm;
import io.firstfin.picture.Descriptors;
import io.firstfin.report.Report;

/** One of several JVMs at one moment. Immutable. */
final class NodeJvm {
  final HostJvm host;

  /** Null when the JVM is not watched. */
  final AgentAnswer answer;

  /** Why it cannot be attached to, in one line; null when it can be, or is watched. */
  final String refusal;

  /** Its sockets in CLOSE_WAIT; -1 when unknown. */
  final int closeWait;

  final Descriptors descriptors;

  NodeJvm(
      HostJvm host, AgentAnswer answer, String refusal, int closeWait, Descriptors descriptors) {
    this.host = host;
    this.answer = answer;
    this.refusal = refusal;
    this.closeWait = closeWait;
    this.descriptors = descriptors;
  }

  boolean isWatched() {
    return answer != null;
  }

  /** Whether an attach would make it a watched one. */
  boolean canBeWatched() {
    return answer == null && refusal == null;
  }

  /** Whether it can be neither watched nor asked. */
  boolean isOutOfReach() {
    return answer == null && refusal != null;
  }

  /** Whether an agent seems to run in it and has not answered. */
  boolean isSilent() {
    return answer != null && answer.report == null;
  }

  /** Null when it is not watched, or has not answered. */
  Report report() {
    return answer == null ? null : answer.report;
  }

  /** Its sockets in TIME_WAIT, which only an agent in it knows; -1 when unknown. */
  int timeWait() {
    return report() == null ? -1 : report().picture.timeWait.thisJvm;
  }
}
