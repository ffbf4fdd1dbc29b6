package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.EndedConnections;
import io.firstfin.diagnose.evidence.SiteFrames;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.SiteShare;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A pool closes a connection that it could keep, and the next call opens a new one. */
final class PoolChurn extends Rule {
  static final String KEEP_AS_MANY =
      "let the pool keep as many idle connections as calls run at once, and keep them longer";

  /**
   * Pools count idle time-outs in seconds: a connection that is closed at a younger age was one
   * idle connection too many. A second is known to 2 % here.
   */
  private static final long YOUNGER_THAN_IDLE_MILLIS = 980;

  /** With more, a connection carried several calls, though each had as many. */
  private static final int FEW_EXCHANGES = 10;

  private static final double NEARLY_THE_SAME = 1.5;

  PoolChurn() {
    super(FindingId.POOL_CHURN, Severity.WARNING, RuleGroup.RATES);
  }

  @Override
  public List<FindingId> explains() {
    return Arrays.asList(FindingId.CLOSE_PER_REQUEST, FindingId.IDLE_CLOSE);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (Destination destination : ClientTimeWait.mostlyClosedBy(input, StackKind.POOL_CLOSES)) {
      found.accept(finding(destination, input));
    }
  }

  private Finding finding(Destination destination, RuleInput input) {
    return ClientTimeWait.finding(this, destination, input.picture.ports)
        .cause(cause(destination, input))
        .remedies(remedies(destination, input))
        .notRemedy(
            "raising only the limit of all connections: that of the idle ones decides what is kept")
        .evidence("timeWaitOfPool", SiteFrames.timeWait(destination, input, StackKind.POOL_CLOSES))
        .build();
  }

  static Set<String> remedies(Destination destination, RuleInput input) {
    Set<String> shareClient = shareClient(destination, input);
    Set<String> remedies = new LinkedHashSet<>(shareClient);
    remedies.addAll(SiteRemedies.of(FindingId.POOL_CHURN, destination.sites, input));
    remedies.add(shareClient.isEmpty() ? KEEP_AS_MANY : "if it is one client: " + KEEP_AS_MANY);
    return remedies;
  }

  /**
   * A connection that served one call and then was idle was of no use to another call. The same
   * happens when each call has its own client, because each client has a pool of its own. The stack
   * is the same.
   */
  private static Set<String> shareClient(Destination destination, RuleInput input) {
    return servedOneCall(destination) && !isYoung(destination)
        ? SiteRemedies.of(FindingId.CLIENT_PER_CALL, destination.sites, input)
        : Collections.<String>emptySet();
  }

  /** A handshake and a login are exchanges too, and the same number of them each time. */
  private static boolean servedOneCall(Destination destination) {
    if (destination.exchangesMedian == 1) {
      return true;
    }
    Ending ending = destination.ends.of(Initiator.LOCAL);
    return ending != null
        && ending.exchanges.median <= FEW_EXCHANGES
        && EndedConnections.isConstant(ending.exchanges, NEARLY_THE_SAME);
  }

  /** The method of the heaviest call site that is a pool's. */
  private static String pool(Destination destination, RuleInput input) {
    for (SiteShare share : destination.sites) {
      String pool = input.libraries.method(SiteFrames.of(share, input), StackKind.POOL_CLOSES);
      if (pool != null) {
        return " (" + pool + ")";
      }
    }
    return "";
  }

  static String cause(Destination destination, RuleInput input) {
    String tooMany =
        "the pool closes them"
            + pool(destination, input)
            + ": more connections become idle than it keeps";
    if (isYoung(destination)) {
      return tooMany;
    }
    String cause = tooMany + ", or they are idle for longer than it keeps them";
    return shareClient(destination, input).isEmpty()
        ? cause
        : cause + "; or a client is made for each call, whose pool no other call uses";
  }

  private static boolean isYoung(Destination destination) {
    return destination.ageMillisMedian >= 0
        && destination.ageMillisMedian < YOUNGER_THAN_IDLE_MILLIS;
  }
}
