package com.example.workload;

import com.example.support.Console;
import java.util.Map;
import java.util.TreeMap;

/** Counts of closes as the program arranged them. Safe for use by several threads. */
final class Tally {
  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void add(boolean client, boolean first, String how) {
    String close = (client ? "client" : "server") + ' ' + (first ? "local" : "remote") + ' ' + how;
    counts.merge(close, 1, Integer::sum);
  }

  /** Says {@code closes ROLE INITIATOR HOW COUNT}, a line for each. */
  synchronized void say() {
    counts.forEach((close, count) -> Console.say("closes " + close + ' ' + count));
  }
}
