package io.firstfin.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares, cell by cell, the kernel's account with the agent's. */
final class Judgement {
  private static final List<Verdict> RESETS_FIRST =
      List.of(
          Verdict.LOCAL_RST,
          Verdict.REMOTE_RST,
          Verdict.LOCAL_FIN,
          Verdict.REMOTE_FIN,
          Verdict.SIMULTANEOUS_FIN,
          Verdict.UNKNOWN);

  final Confusion client = new Confusion();
  final Confusion server = new Confusion();

  /** Lines that say what is wrong. */
  final List<String> errors = new ArrayList<>();

  /** Where both ends were closed at once and the peer's FIN came after the agent's question. */
  long crossed;

  /**
   * Data was unread at a close after the peer's FIN, and no reset followed: java.net.Socket and
   * registered channels send a FIN before they close the descriptor, and where the peer's
   * acknowledgement comes between the two, as on loopback, nothing is left to reset.
   */
  long resetsSpared;

  long closeNotifyCrossed;

  /** Closes in the report's sums that name no destination, as the Cleaner's. */
  long withoutDestination;

  /** The same by the server's transport and the role. */
  final Map<String, Long> withoutDestinationBy = new TreeMap<>();

  /** Cells that took some of those, of which nobody knows which were their own. */
  private final Set<Cell> filled = new HashSet<>();

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
    Map<String, EnumMap<Verdict, Long>> unplaced = unplaced();
    List<Cell> order = new ArrayList<>(cells);
    order.sort(Comparator.comparing(this::uncertainty));
    for (Cell cell : order) {
      Map<Verdict, Long> said = agent.closes.of(cell);
      said = withUnplaced(cell, kernel.of(cell), said, unplaced.get(cell.role()));
      (cell.role().equals("client") ? client : server)
          .add(kernel.of(cell), said, (of, was, count) -> disagree(cell, of, was, count));
      localFirst(cell);
      timeWait(cell, before.of(cell), after.of(cell));
    }
    for (Map.Entry<String, EnumMap<Verdict, Long>> role : unplaced.entrySet()) {
      role.getValue().values().removeIf(count -> count == 0);
      if (!role.getValue().isEmpty()) {
        errors.add(
            "closes as "
                + role.getKey()
                + " that are in the report's sums only, or in its destinations only: "
                + role.getValue());
      }
    }
  }

  /** The report's sums less those of its destinations. */
  private Map<String, EnumMap<Verdict, Long>> unplaced() {
    Map<String, EnumMap<Verdict, Long>> sums = agent.byRole();
    for (Cell cell : agent.closes.cells()) {
      EnumMap<Verdict, Long> sum =
          sums.computeIfAbsent(cell.role(), key -> new EnumMap<>(Verdict.class));
      agent.closes.of(cell).forEach((verdict, count) -> sum.merge(verdict, -count, Long::sum));
    }
    return sums;
  }

  /** Cells whose verdicts are certain take first from the closes without a destination. */
  private int uncertainty(Cell cell) {
    String name = name(cell);
    return name.contains("SIMULTANEOUS") ? 2 : name.contains("UNREAD_DATA_BY_SECOND") ? 1 : 0;
  }

  /** Fills up what a cell lacks from the closes without a destination, agreeing ones first. */
  private Map<Verdict, Long> withUnplaced(
      Cell cell, Map<Verdict, Long> of, Map<Verdict, Long> said, Map<Verdict, Long> unplaced) {
    Map<Verdict, Long> all = new EnumMap<>(Verdict.class);
    all.putAll(said);
    long lacking = sum(of) - sum(said);
    if (unplaced == null || lacking <= 0) {
      return all;
    }
    for (boolean agreeing : new boolean[] {true, false}) {
      // Resets first: none of the closes without a destination is one that was spared its reset.
      for (Verdict verdict : RESETS_FIRST) {
        long room =
            agreeing
                ? of.getOrDefault(verdict, 0L) - all.getOrDefault(verdict, 0L)
                : Long.MAX_VALUE;
        long now = Math.min(Math.min(lacking, room), unplaced.getOrDefault(verdict, 0L));
        if (now > 0) {
          lacking -= now;
          all.merge(verdict, now, Long::sum);
          unplaced.merge(verdict, -now, Long::sum);
          withoutDestination += now;
          filled.add(cell);
          withoutDestinationBy.merge(
              name(cell).split(" ")[0] + " as " + cell.role(), now, Long::sum);
        }
      }
    }
    return all;
  }

  private static long sum(Map<Verdict, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private void disagree(Cell cell, Verdict of, Verdict was, long count) {
    if (name(cell).contains("SIMULTANEOUS") && (filled.contains(cell) || canCross(of, was))) {
      crossed += count;
      return;
    }
    if (name(cell).contains("UNREAD_DATA_BY_SECOND")
        && of == Verdict.REMOTE_FIN
        && was == Verdict.REMOTE_RST) {
      resetsSpared += count;
      return;
    }
    if (name(cell).startsWith(Medium.NETTY_TLS.name())
        && of != null
        && was != null
        && Verdict.sameInitiator(of, was)) {
      // Netty answers the peer's close_notify on the event loop, while this end is closed.
      closeNotifyCrossed += count;
      return;
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

  /** What the peer did reached this end after the agent had asked and before the close. */
  private static boolean canCross(Verdict of, Verdict was) {
    if (of == null) {
      return false;
    }
    return switch (of) {
      // What was unread when the agent asked, another thread has read by the close.
      case LOCAL_FIN -> was == Verdict.LOCAL_RST;
      // Or the peer's last bytes, such as TLS's close_notify, came after the question.
      case LOCAL_RST -> was == Verdict.LOCAL_FIN;
      case REMOTE_FIN, SIMULTANEOUS_FIN -> was == Verdict.LOCAL_FIN || was == Verdict.LOCAL_RST;
      case REMOTE_RST ->
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
    boolean apart = name(cell).contains("SIMULTANEOUS");
    if (!apart && (said > before || said < after)) {
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
