package io.firstfin.jmx;

import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * What the last check found, as {@code io.firstfin:type=FirstFIN}. A number that is not known is
 * null. Reading it makes the next check take a census.
 */
public interface FirstFinMXBean {
  String getVersion();

  /** When the check was. */
  Date getTime();

  double getWatchingSeconds();

  /** {@code sock_diag}, {@code procfs}, {@code sockstat} (the quick count only) or {@code off}. */
  String getKernelSource();

  /** Sockets in TIME_WAIT in the network namespace. */
  Integer getTimeWait();

  /** Those of {@link #getTimeWait} that this JVM closed first. */
  Integer getTimeWaitThisJvm();

  /** Those of {@link #getTimeWait} of other processes, or from before the agent. */
  Integer getTimeWaitOthers();

  /** This JVM's sockets that the peer has closed and the application has not. */
  Integer getCloseWaitThisJvm();

  /** Connections closed since the agent began to watch. */
  long getClosedConnections();

  /** Sockets of the network namespace by state; a state that is not known is absent. */
  Map<String, Integer> getStates();

  /** The part of {@link #getStates} that belongs to this JVM. */
  Map<String, Integer> getStatesOfThisJvm();

  List<CloseRow> getCloses();

  List<DestinationRow> getDestinations();

  List<SiteRow> getSites();

  /** The active ones: also those that this check did not show and that have not ended. */
  List<FindingRow> getFindings();

  /** Closes that were counted and could not be kept. */
  long getDropped();

  /** Errors inside the agent. */
  long getErrors();

  /** The last report, as {@code report --json} prints it. */
  String getReportJson();

  /**
   * A report of this moment, with the kernel's tables read anew, as {@code report --json} prints
   * it.
   *
   * @throws IllegalStateException when there is none, with a message that says why
   */
  String report();
}
