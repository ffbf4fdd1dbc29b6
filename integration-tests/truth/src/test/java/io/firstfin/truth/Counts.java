package io.firstfin.truth;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Closes by cell and verdict. */
final class Counts {
  private final Map<Cell, EnumMap<Verdict, Long>> cells = new HashMap<>();

  void add(Cell cell, Verdict verdict, long count) {
    EnumMap<Verdict, Long> counts =
        cells.computeIfAbsent(cell, key -> new EnumMap<>(Verdict.class));
    if (counts.merge(verdict, count, Long::sum) == 0) {
      counts.remove(verdict);
    }
  }

  /** The counts of the verdicts that were given; other verdicts are absent. */
  Map<Verdict, Long> of(Cell cell) {
    return cells.getOrDefault(cell, new EnumMap<>(Verdict.class));
  }

  Set<Cell> cells() {
    return new HashSet<>(cells.keySet());
  }

  long total() {
    return cells.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}
