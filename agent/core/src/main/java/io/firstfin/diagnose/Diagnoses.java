package io.firstfin.diagnose;

import io.firstfin.library.Libraries;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All rules, in the order in which their findings are shown. Thread-safe. */
public final class Diagnoses {
  private final List<Rule> rules;

  /** Of each rule those that it explains. */
  private final Map<String, List<String>> weaker = new HashMap<>();

  /** Sorts the rules by their groups; rules of one group stay in the given order. */
  public Diagnoses(List<Rule> rules) {
    List<Rule> ordered = new ArrayList<>(rules);
    ordered.sort(Comparator.comparing((Rule rule) -> rule.group));
    this.rules = Collections.unmodifiableList(ordered);
    for (Rule rule : ordered) {
      weaker.put(rule.id.label(), labels(rule.explains()));
    }
  }

  /** The rules in the order in which their findings are shown. */
  List<Rule> rules() {
    return rules;
  }

  /**
   * Runs every rule, and keeps the strongest explanation of each subject. A rule that fails becomes
   * a problem, and the other rules still run.
   */
  public Diagnosed run(Picture picture, Thresholds thresholds, Libraries libraries) {
    RuleInput input = new RuleInput(picture, thresholds, libraries);
    List<Finding> all = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> undecided = new HashSet<>();
    // When the kernel's tables are never read, every finding was made without them, so that each
    // rule can decide.
    boolean neverRead = picture.kernel.source.equals("off");
    for (Rule rule : rules) {
      String id = rule.id.label();
      List<Finding> ofRule = new ArrayList<>();
      try {
        rule.diagnose(input, ofRule::add);
        all.addAll(ofRule);
        if (!neverRead && !rule.decides(picture)) {
          undecided.add(id);
        }
      } catch (Throwable failure) {
        undecided.add(id);
        problems.add("diagnosis " + id + " failed and is left out: " + describe(failure));
      }
    }
    List<Finding> findings = Explained.strongest(all, weaker);
    findings.sort(Comparator.comparing((Finding finding) -> finding.severity).reversed());
    return new Diagnosed(findings, problems, undecided);
  }

  private static List<String> labels(List<FindingId> ids) {
    List<String> labels = new ArrayList<>();
    for (FindingId id : ids) {
      labels.add(id.label());
    }
    return labels;
  }

  /**
   * Leaves out the message, which may vary, so that the same failure gives the same line each time.
   */
  private static String describe(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    String type = failure.getClass().getName();
    return stack.length == 0 ? type : type + " at " + stack[0];
  }
}
