package io.firstfin.integration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of closes, by keys such as {@code client local fin}, from any source. */
record Closes(TreeMap<String, Long> counts) {
  Closes() {
    this(new TreeMap<>());
  }

  /**
   * What a program printed about the closes that it arranged, in lines {@code closes ROLE INITIATOR
   * HOW COUNT}.
   */
  static Closes arrangedBy(JvmProcess jvm) {
    Closes closes = new Closes();
    for (String line : jvm.out()) {
      if (line.startsWith("closes ")) {
        int count = line.lastIndexOf(' ');
        closes.add(
            line.substring("closes ".length(), count), Long.parseLong(line.substring(count + 1)));
      }
    }
    return closes;
  }

  void add(String close, long count) {
    counts.merge(close, count, Long::sum);
    counts.remove(close, 0L);
  }

  /** The counts without the last word of the key: which side closed first, but not how. */
  Closes directions() {
    Closes directions = new Closes();
    for (Map.Entry<String, Long> close : counts.entrySet()) {
      directions.add(
          close.getKey().substring(0, close.getKey().lastIndexOf(' ')), close.getValue());
    }
    return directions;
  }

  /** The counts by which these exceed {@code others}. */
  Closes without(Closes others) {
    Closes rest = new Closes();
    counts.forEach((close, count) -> rest.add(close, Math.max(count - others.count(close), 0)));
    return rest;
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(String... closes) {
    return List.of(closes).stream().mapToLong(close -> counts.getOrDefault(close, 0L)).sum();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
