package io.firstfin.report;

import io.firstfin.picture.AgentHealth;
import io.firstfin.picture.Counters;
import io.firstfin.picture.Descriptors;
import io.firstfin.picture.KernelView;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Ports;
import io.firstfin.text.Numbers;
import io.firstfin.text.Table;
import io.firstfin.vocabulary.TcpCounter;
import io.firstfin.vocabulary.TcpState;
import java.util.Map;

/**
 * The part of the report about the kernel and the agent itself, on which all other parts depend.
 */
final class StateText {
  private StateText() {}

  static void add(Page page, Picture picture) {
    kernel(page, picture.kernel);
    ports(page, picture.ports, picture.descriptors);
    counters(page, picture.counters);
    agent(page, picture.agent);
  }

  private static void kernel(Page page, KernelView kernel) {
    String source = kernel.source.isEmpty() ? "unknown" : kernel.source;
    String millis =
        Double.isNaN(kernel.millis) ? "" : ", read in " + Numbers.decimal(kernel.millis) + " ms";
    page.heading("Kernel (" + source + millis + ")");
    Table table = new Table("lrr");
    table.row("state", "namespace", "this JVM");
    boolean allKnown = true;
    boolean noneKnown = true;
    for (TcpState state : TcpState.values()) {
      boolean known = kernel.states.containsKey(state) || kernel.statesOfThisJvm.containsKey(state);
      allKnown &= known;
      noneKnown &= !known;
      if (known) {
        table.row(state.label(), count(kernel.states, state), count(kernel.statesOfThisJvm, state));
      }
    }
    if (!noneKnown) {
      page.table(table);
    }
    if (!allKnown) {
      page.line(
          noneKnown ? "  sockets in every state: unknown" : "  sockets in other states: unknown");
    }
  }

  private static String count(Map<TcpState, Integer> states, TcpState state) {
    Integer count = states.get(state);
    return Numbers.count(count == null ? -1 : count);
  }

  private static void ports(Page page, Ports ports, Descriptors descriptors) {
    page.line("");
    Table table = new Table("lr");
    boolean known = ports.low >= 0 && ports.high >= 0;
    table.row("  ephemeral ports", known ? ports.low + " to " + ports.high : "unknown");
    table.row("  of these reserved", Numbers.count(ports.reserved));
    table.row("  towards one destination", Numbers.count(ports.max()));
    table.row("  net.ipv4.tcp_tw_reuse", reuse(ports.timeWaitReuse));
    table.row("  net.ipv4.tcp_max_tw_buckets", Numbers.count(ports.maxTimeWaitBuckets));
    if (descriptors.taken >= 0) {
      String limit = descriptors.limit < 0 ? "" : " of " + Numbers.count(descriptors.limit);
      table.row("  descriptors of this JVM", Numbers.count(descriptors.taken) + limit);
    }
    for (String line : table.lines()) {
      page.line(line);
    }
  }

  private static void counters(Page page, Counters counters) {
    if (counters.total.isEmpty()) {
      return;
    }
    page.line("");
    Table table = new Table("lrr");
    String lately =
        Double.isNaN(counters.seconds)
            ? "lately"
            : "in the last " + Numbers.duration(counters.seconds);
    table.row("counter of the namespace", "total", lately);
    for (TcpCounter counter : TcpCounter.values()) {
      table.row(
          counter.nstat(),
          Numbers.count(counters.total(counter)),
          Numbers.count(counters.growth(counter)));
    }
    page.table(table);
  }

  private static String reuse(int value) {
    switch (value) {
      case 0:
        return "0 (off)";
      case 1:
        return "1 (on)";
      case 2:
        return "2 (loopback only)";
      default:
        return Numbers.count(value);
    }
  }

  private static void agent(Page page, AgentHealth agent) {
    page.heading("FirstFIN " + (agent.version.isEmpty() ? "of unknown version" : agent.version));
    String hook =
        agent.hookTimes.wholeMedian < 0
            ? "unknown"
            : Numbers.count(agent.hookTimes.wholeMedian) + " ns";
    page.line(
        "  records dropped "
            + Numbers.count(agent.dropped)
            + ", errors "
            + Numbers.count(agent.errors)
            + ", corrected by the kernel "
            + Numbers.count(agent.corrected)
            + ", time at a close "
            + hook);
    for (Map.Entry<String, String> capability : agent.capabilities.entrySet()) {
      if (!capability.getValue().equals("on")) {
        page.wrapped("  ", capability.getKey() + " " + capability.getValue(), Page.Colour.YELLOW);
      }
    }
    for (String problem : agent.problems) {
      page.wrapped("  ", problem, Page.Colour.YELLOW);
    }
  }
}
