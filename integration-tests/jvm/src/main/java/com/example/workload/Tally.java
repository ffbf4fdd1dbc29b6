package com.example.workload;

import com.example.support.Console;
import java.util.Map;
import java.util.TreeMap;

/** Counts of closes as the program arranged them. Thread-safe. */
final class Tally {
  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void add(boolean client, boolean first, String how) {
    String close = (client ? "client" : "server") + ' ' + (first ? "local" : "remote") + ' ' + how;
    counts.merge(close, 1, Integer::sum);
  }

  /** Prints {@code closes ROLE INITIATOR HOW COUNT}, one line for each count. */
  synchronized void say() {
    counts.forEach((close, count) -> Console.say("closes " + close + ' ' + count));
  }
}
