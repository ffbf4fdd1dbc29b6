package io.firstfin.truth;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The kernel's verdicts against the agent's, of one role. Within a cell, the verdicts that both
 * have count as agreement, and each other one counts as wrong.
 */
final class Confusion {
  private static final int WIDTH = 14;

  private final Map<Verdict, Map<Verdict, Long>> counts = new EnumMap<>(Verdict.class);
  private final Map<Verdict, Long> missing = new EnumMap<>(Verdict.class);
  private final Map<Verdict, Long> invented = new EnumMap<>(Verdict.class);

  /** What a cell adds besides agreement. */
  interface Disagreement {
    /**
     * {@code kernel} null: a close that did not happen; {@code agent} null: a close that was not
     * counted.
     */
    void say(Verdict kernel, Verdict agent, long count);
  }

  void add(Map<Verdict, Long> kernel, Map<Verdict, Long> agent, Disagreement disagreement) {
    Map<Verdict, Long> kernelLeft = new EnumMap<>(Verdict.class);
    Map<Verdict, Long> agentLeft = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      long of = kernel.getOrDefault(verdict, 0L);
      long said = agent.getOrDefault(verdict, 0L);
      long both = Math.min(of, said);
      put(verdict, verdict, both);
      kernelLeft.put(verdict, of - both);
      agentLeft.put(verdict, said - both);
    }
    for (Verdict of : Verdict.values()) {
      for (Verdict said : Verdict.values()) {
        long wrong = Math.min(kernelLeft.get(of), agentLeft.get(said));
        if (wrong > 0) {
          put(of, said, wrong);
          kernelLeft.merge(of, -wrong, Long::sum);
          agentLeft.merge(said, -wrong, Long::sum);
          disagreement.say(of, said, wrong);
        }
      }
    }
    for (Verdict verdict : Verdict.values()) {
      if (kernelLeft.get(verdict) > 0) {
        missing.merge(verdict, kernelLeft.get(verdict), Long::sum);
        disagreement.say(verdict, null, kernelLeft.get(verdict));
      }
      if (agentLeft.get(verdict) > 0) {
        invented.merge(verdict, agentLeft.get(verdict), Long::sum);
        disagreement.say(null, verdict, agentLeft.get(verdict));
      }
    }
  }

  private void put(Verdict kernel, Verdict agent, long count) {
    if (count > 0) {
      counts
          .computeIfAbsent(kernel, key -> new EnumMap<>(Verdict.class))
          .merge(agent, count, Long::sum);
    }
  }

  /** The closes of which both say this. */
  long agreed(Verdict verdict) {
    return counts.getOrDefault(verdict, Map.of()).getOrDefault(verdict, 0L);
  }

  String text(String role) {
    StringBuilder text = new StringBuilder();
    row(text, role, verdict -> verdict.toString(), "not counted");
    for (Verdict kernel : Verdict.values()) {
      if (kernel == Verdict.UNKNOWN) {
        continue;
      }
      Map<Verdict, Long> said = counts.getOrDefault(kernel, Map.of());
      row(
          text,
          kernel.toString(),
          agent -> number(said.getOrDefault(agent, 0L)),
          number(missing.getOrDefault(kernel, 0L)));
    }
    row(text, "no such close", agent -> number(invented.getOrDefault(agent, 0L)), "");
    return text.toString();
  }

  private static void row(
      StringBuilder text,
      String head,
      java.util.function.Function<Verdict, String> value,
      String last) {
    text.append("  %-18s".formatted(head));
    for (Verdict verdict : Verdict.values()) {
      text.append(pad(verdict == Verdict.SIMULTANEOUS_FIN ? 18 : WIDTH, value.apply(verdict)));
    }
    text.append(pad(WIDTH, last)).append('\n');
  }

  private static String pad(int width, String value) {
    return ("%" + width + "s").formatted(value);
  }

  static String number(long value) {
    return value == 0 ? "." : String.format(Locale.ROOT, "%,d", value);
  }
}
