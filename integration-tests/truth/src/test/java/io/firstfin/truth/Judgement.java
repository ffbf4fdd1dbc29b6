package io.firstfin.truth;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares, cell by cell, the kernel's account with the agent's. */
final class Judgement {
  /** Of the ends whose FINs crossed, so many may have another verdict. A short run has few. */
  private static final double MOST_UNSETTLED = 0.25;

  private static final int FEW_UNSETTLED = 8;

  /** An agent's thread that a loaded machine does not run for a second comes too late to ask. */
  private static final double MOST_UNKNOWN = 0.002;

  final Confusion client = new Confusion();
  final Confusion server = new Confusion();

  /** Lines that say what is wrong. */
  final List<String> errors = new ArrayList<>();

  /**
   * Ends whose verdicts differ because both ends were closed at once: what the peer did came after
   * the agent's question, and left no trace that the kernel could show. Counted by the kernel's
   * verdict and the agent's.
   */
  final Map<String, Long> crossed = new TreeMap<>();

  long closeNotifyCrossed;

  long unknown;
  long notCounted;
  long wrongInitiator;
  long wrongHow;

  private final Counts kernel;
  private final AgentReport agent;
  private final Map<Integer, String> ports;

  Judgement(Counts kernel, AgentReport agent, Map<Integer, String> ports) {
    this.kernel = kernel;
    this.agent = agent;
    this.ports = ports;
  }

  void judge(TimeWaitTable before, TimeWaitTable after) {
    Set<Cell> cells = kernel.cells();
    for (Cell cell : agent.closes.cells()) {
      if (ports.containsKey(cell.port())) {
        cells.add(cell);
      } else {
        errors.add(
            "the agent counts "
                + agent.closes.of(cell)
                + " of "
                + cell
                + ", where there were none");
      }
    }
    for (Cell cell : cells) {
      (cell.role().equals("client") ? client : server)
          .add(
              kernel.of(cell),
              agent.closes.of(cell),
              (of, was, count) -> disagree(cell, of, was, count));
      localFirst(cell);
      timeWait(cell, before.of(cell), after.of(cell));
    }
    unplaced();
    unsettled();
    tooManyUnknown();
  }

  private void tooManyUnknown() {
    if (unknown > MOST_UNKNOWN * kernel.total()) {
      errors.add("%,d unknown of %,d closes".formatted(unknown, kernel.total()));
    }
  }

  long crossed() {
    return crossed.values().stream().mapToLong(Long::longValue).sum();
  }

  private void unsettled() {
    long told = client.agreed(Verdict.SIMULTANEOUS_FIN) + server.agreed(Verdict.SIMULTANEOUS_FIN);
    if (crossed() > FEW_UNSETTLED + MOST_UNSETTLED * (told + crossed())) {
      errors.add("only %,d of %,d ends that crossed are told so".formatted(told, told + crossed()));
    }
  }

  /** The sums of the report must be those of its destinations. */
  private void unplaced() {
    Map<String, EnumMap<Verdict, Long>> sums = agent.byRole();
    for (Cell cell : agent.closes.cells()) {
      EnumMap<Verdict, Long> sum =
          sums.computeIfAbsent(cell.role(), key -> new EnumMap<>(Verdict.class));
      agent.closes.of(cell).forEach((verdict, count) -> sum.merge(verdict, -count, Long::sum));
    }
    sums.forEach(
        (role, counts) -> {
          counts.values().removeIf(count -> count == 0);
          if (!counts.isEmpty()) {
            errors.add(
                "closes as "
                    + role
                    + " that are in the report's sums only, or in its destinations only: "
                    + counts);
          }
        });
  }

  private void disagree(Cell cell, Verdict of, Verdict was, long count) {
    if (name(cell).contains("SIMULTANEOUS") && canCross(of, was)) {
      crossed.merge(of + " said to be " + was, count, Long::sum);
      return;
    }
    boolean sameInitiator = of != null && was != null && Verdict.sameInitiator(of, was);
    if (name(cell).startsWith(Medium.NETTY_TLS.name()) && sameInitiator) {
      // Netty answers the peer's close_notify on the event loop while this end is closed.
      closeNotifyCrossed += count;
      return;
    }
    if (was == Verdict.UNKNOWN && (of == Verdict.LOCAL_FIN || of == Verdict.REMOTE_FIN)) {
      unknown += count;
      return;
    }
    if (was == Verdict.UNKNOWN) {
      unknown += count;
    } else if (was == null) {
      notCounted += count;
    } else if (sameInitiator) {
      wrongHow += count;
    } else {
      wrongInitiator += count;
    }
    errors.add(
        "%,d of %s as %s: kernel %s, agent %s"
            .formatted(
                count,
                name(cell),
                cell.role(),
                of == null ? "no close" : of,
                was == null ? "no close" : was));
  }

  /** Whether the peer's action reached this end after the agent had asked and before the close. */
  private static boolean canCross(Verdict of, Verdict was) {
    if (of == null) {
      return false;
    }
    return switch (of) {
      // Another thread has read, by the close, what was unread when the agent asked.
      case LOCAL_FIN -> was == Verdict.LOCAL_RST;
      // Or the peer's last bytes, such as TLS's close_notify, came after the question.
      case LOCAL_RST -> was == Verdict.LOCAL_FIN;
      case REMOTE_FIN, SIMULTANEOUS_FIN -> was == Verdict.LOCAL_FIN || was == Verdict.LOCAL_RST;
      case REMOTE_RST, REMOTE_FIN_RST ->
          was == Verdict.LOCAL_FIN || was == Verdict.LOCAL_RST || was == Verdict.REMOTE_FIN;
      default -> false;
    };
  }

  private void localFirst(Cell cell) {
    long sum =
        agent.closes.of(cell).getOrDefault(Verdict.LOCAL_FIN, 0L)
            + agent.closes.of(cell).getOrDefault(Verdict.LOCAL_RST, 0L);
    long said = agent.localFirst.getOrDefault(cell, 0L);
    if (sum != said) {
      errors.add(
          name(cell)
              + " as "
              + cell.role()
              + ": closesLocalFirst is "
              + said
              + " where the parts make "
              + sum);
    }
  }

  private void timeWait(Cell cell, int before, int after) {
    int said = agent.timeWait.getOrDefault(cell, 0);
    if (said > before || said < after) {
      errors.add(
          name(cell)
              + " as "
              + cell.role()
              + ": TIME_WAIT is "
              + said
              + " for the agent, "
              + before
              + " before and "
              + after
              + " after it for ss");
    }
  }

  private String name(Cell cell) {
    return ports.getOrDefault(cell.port(), cell.toString());
  }
}
