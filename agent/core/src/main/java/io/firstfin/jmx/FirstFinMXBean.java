package io.firstfin.jmx;

import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * What the last check found, as {@code io.firstfin:type=FirstFIN}. A number that is not known is
 * null. When a client reads it, the next check takes a census.
 */
public interface FirstFinMXBean {
  String getVersion();

  /** The time of the check. */
  Date getTime();

  double getWatchingSeconds();

  /** {@code sock_diag}, {@code procfs}, {@code sockstat} (the quick count only) or {@code off}. */
  String getKernelSource();

  /** Sockets in TIME_WAIT in the whole network namespace. */
  Integer getTimeWait();

  /** Those of {@link #getTimeWait} that this JVM closed first. */
  Integer getTimeWaitThisJvm();

  /**
   * Those of {@link #getTimeWait} that other processes left, or that were there before the agent.
   */
  Integer getTimeWaitOthers();

  /** This JVM's sockets that the peer has closed and the application has not. */
  Integer getCloseWaitThisJvm();

  /** Connections closed since the agent began to watch. */
  long getClosedConnections();

  /** Sockets of the whole network namespace by state; a state that is not known is absent. */
  Map<String, Integer> getStates();

  /** The part of {@link #getStates} that belongs to this JVM. */
  Map<String, Integer> getStatesOfThisJvm();

  List<CloseRow> getCloses();

  List<DestinationRow> getDestinations();

  List<SiteRow> getSites();

  /** The active findings: also those that this check did not show, but that have not ended. */
  List<FindingRow> getFindings();

  /** Closes that were counted but could not be kept. */
  long getDropped();

  /** Errors inside the agent. */
  long getErrors();

  /** The last report, in the same JSON as {@code report --json}. */
  String getReportJson();

  /**
   * A report of this moment, after the kernel's tables were read anew, in the same JSON as {@code
   * report --json}.
   *
   * @throws IllegalStateException when there is none, with a message that says why
   */
  String report();
}
