package io.firstfin.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the strongest of the findings on one subject, and lists under it what it explains. */
final class Explained {
  private Explained() {}

  /**
   * The findings that no other one explains, in their order.
   *
   * @param weaker ids of the rules that each rule explains, by its own id
   */
  static List<Finding> strongest(List<Finding> findings, Map<String, List<String>> weaker) {
    Map<String, Set<String>> idsBySubject = new HashMap<>();
    for (Finding finding : findings) {
      idsBySubject.computeIfAbsent(finding.subject, subject -> new TreeSet<>()).add(finding.id);
    }
    List<Finding> strongest = new ArrayList<>();
    for (Finding finding : findings) {
      Set<String> present = idsBySubject.get(finding.subject);
      if (present.stream().noneMatch(id -> under(id, present, weaker).contains(finding.id))) {
        Set<String> explained = under(finding.id, present, weaker);
        strongest.add(
            explained.isEmpty() ? finding : finding.explaining(new ArrayList<>(explained)));
      }
    }
    return strongest;
  }

  /** The findings present that a rule explains, directly or by way of another one. */
  private static Set<String> under(
      String id, Set<String> present, Map<String, List<String>> weaker) {
    Set<String> explained = new TreeSet<>();
    collect(id, present, weaker, explained);
    return explained;
  }

  private static void collect(
      String id, Set<String> present, Map<String, List<String>> weaker, Set<String> explained) {
    for (String weak : weaker.getOrDefault(id, Collections.emptyList())) {
      if (present.contains(weak) && explained.add(weak)) {
        collect(weak, present, weaker, explained);
      }
    }
  }
}
