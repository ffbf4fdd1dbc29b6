package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All rules in their order: failures, ages of states, rates of closes, harmless. Thread-safe. */
public final class Diagnoses {
  private final List<Diagnosis> rules;

  Diagnoses(List<Diagnosis> rules) {
    this.rules = rules;
  }

  public static Diagnoses all(Thresholds thresholds) {
    return new Diagnoses(
        Arrays.asList(
            new PortExhaustion(thresholds),
            new LocalBindExhaustion(),
            new TimeWaitTableFull(),
            new StaleReuse(),
            new SilentMiddlebox(),
            new CloseWaitLeak(thresholds),
            new CloseWaitPooled(thresholds),
            new ServerStuck(thresholds),
            new NeverConnectedLeak(thresholds),
            new FinWait2Pile(thresholds),
            new ClientPerCall(thresholds),
            new PoolChurn(thresholds),
            new RequestCap(thresholds),
            new ClosePerRequest(thresholds),
            new ServerClosesEach(thresholds),
            new TimeWaitServerSide(thresholds),
            new AbortiveClose(),
            new IdleClose(),
            new Probe(),
            new NotThisJvm(thresholds)));
  }

  /** In their order. */
  List<Diagnosis> rules() {
    return rules;
  }

  /**
   * Asks every rule, and keeps the strongest explanation of each subject. A rule that fails becomes
   * a problem, and the others still speak.
   */
  public Diagnosed run(Picture picture) {
    List<Finding> all = new ArrayList<>();
    Map<String, List<String>> weaker = new HashMap<>();
    List<String> problems = new ArrayList<>();
    Set<String> undecided = new HashSet<>();
    // What was found without the kernel's tables needs none to be gone.
    boolean neverRead = picture.kernel.source.equals("off");
    for (Diagnosis rule : rules) {
      weaker.put(rule.id(), rule.explains());
      List<Finding> ofRule = new ArrayList<>();
      try {
        rule.diagnose(picture, ofRule::add);
        all.addAll(ofRule);
        if (!neverRead && !rule.decides(picture)) {
          undecided.add(rule.id());
        }
      } catch (Throwable failure) {
        undecided.add(rule.id());
        problems.add("diagnosis " + rule.id() + " failed and is left out: " + describe(failure));
      }
    }
    List<Finding> findings = Explained.strongest(all, weaker);
    findings.sort(Comparator.comparing((Finding finding) -> finding.severity).reversed());
    return new Diagnosed(findings, problems, undecided);
  }

  /** Without the message, which may vary: the same failure is to be the same line each time. */
  private static String describe(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    String type = failure.getClass().getName();
    return stack.length == 0 ? type : type + " at " + stack[0];
  }
}
