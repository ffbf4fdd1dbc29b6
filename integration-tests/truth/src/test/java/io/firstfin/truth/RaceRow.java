package io.firstfin.truth;

import java.util.Locale;
import java.util.Map;

/**
 * Which end was first in one race, by the capture and by the agent. When FINs crossed, each end
 * sent its FIN before it knew of the other's. "Simultaneous" is right then, and so is the end whose
 * FIN was sent first. Where the peer is on another host, the capture shows the order of arrival
 * only, and either end is accepted.
 */
final class RaceRow {
  static final String HEADER =
      "  %-26s %8s | %8s %8s %11s | %8s %8s %8s %8s | %6s %7s"
          .formatted(
              "which side was first",
              "closes",
              "this JVM",
              "the peer",
              "crossed",
              "local",
              "remote",
              "simult.",
              "unknown",
              "wrong",
              "missing");

  private final String name;
  private final boolean isPeerNear;
  private long packetsLocal;
  private long packetsRemote;
  private long crossedLocalFirst;
  private long crossedRemoteFirst;
  private long local;
  private long remote;
  private long simultaneous;
  private long unknown;
  private long wrong;
  private long missing;

  RaceRow(String name, boolean isPeerNear) {
    this.name = name;
    this.isPeerNear = isPeerNear;
  }

  /**
   * Takes the counts of one race.
   *
   * @param packets the capture's verdicts
   * @param firstOfCrossed whose FIN was sent first, of those that crossed
   * @param agent the agent's verdicts
   */
  void add(
      Map<Verdict, Long> packets, Map<Verdict, Long> firstOfCrossed, Map<Verdict, Long> agent) {
    packetsLocal = sum(packets, Verdict.LOCAL_FIN, Verdict.LOCAL_RST);
    packetsRemote = sum(packets, Verdict.REMOTE_FIN, Verdict.REMOTE_RST, Verdict.REMOTE_FIN_RST);
    crossedLocalFirst = sum(firstOfCrossed, Verdict.LOCAL_FIN);
    crossedRemoteFirst = sum(firstOfCrossed, Verdict.REMOTE_FIN);
    local = sum(agent, Verdict.LOCAL_FIN, Verdict.LOCAL_RST);
    remote = sum(agent, Verdict.REMOTE_FIN, Verdict.REMOTE_RST, Verdict.REMOTE_FIN_RST);
    simultaneous = sum(agent, Verdict.SIMULTANEOUS_FIN);
    unknown = sum(agent, Verdict.UNKNOWN);
    wrong =
        Math.max(0, local - packetsLocal - (isPeerNear ? crossedLocalFirst : crossed()))
            + Math.max(0, remote - packetsRemote - (isPeerNear ? crossedRemoteFirst : crossed()))
            + Math.max(0, simultaneous - crossed());
    missing = closes() - local - remote - simultaneous - unknown;
  }

  void add(RaceRow other) {
    packetsLocal += other.packetsLocal;
    packetsRemote += other.packetsRemote;
    crossedLocalFirst += other.crossedLocalFirst;
    crossedRemoteFirst += other.crossedRemoteFirst;
    local += other.local;
    remote += other.remote;
    simultaneous += other.simultaneous;
    unknown += other.unknown;
    wrong += other.wrong;
    missing += Math.abs(other.missing);
  }

  private static long sum(Map<Verdict, Long> counts, Verdict... verdicts) {
    long sum = 0;
    for (Verdict verdict : verdicts) {
      sum += counts.getOrDefault(verdict, 0L);
    }
    return sum;
  }

  long closes() {
    return packetsLocal + packetsRemote + crossed();
  }

  private long crossed() {
    return crossedLocalFirst + crossedRemoteFirst;
  }

  /** Closes for which the agent names a first closer that the capture contradicts. */
  long wrong() {
    return wrong + missing;
  }

  long unknown() {
    return unknown;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "  %-26s %,8d | %,8d %,8d %11s | %,8d %,8d %,8d %,8d | %,6d %,7d",
        name,
        closes(),
        packetsLocal,
        packetsRemote,
        crossedLocalFirst + "+" + crossedRemoteFirst,
        local,
        remote,
        simultaneous,
        unknown,
        wrong,
        missing);
  }

  /** A row of the table in the documents. */
  String markdown(int feature, long seed) {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |",
        feature,
        seed,
        closes(),
        packetsLocal,
        packetsRemote,
        crossed(),
        wrong,
        missing,
        unknown);
  }
}
