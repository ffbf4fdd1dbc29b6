package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.diagnose.evidence.SpreadTimeWait;
import io.firstfin.picture.Destination;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * As a client this JVM closes first and fills TIME_WAIT. The threshold is on all that this JVM
 * made. Each destination that contributes substantially has its finding. Where none does, because
 * the sockets are spread over many destinations or their role is not known, there is one finding
 * for the process.
 */
final class ClosePerRequest extends Rule {
  /** One exchange on a connection that lived longer is not a connection for one call. */
  private static final long YOUNG_MILLIS = 10_000;

  ClosePerRequest() {
    super(FindingId.CLOSE_PER_REQUEST, Severity.WARNING, RuleGroup.RATES);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (Destination destination : ClientTimeWait.substantial(input)) {
      found.accept(towards(destination, input));
    }
    SpreadTimeWait spread = SpreadTimeWait.of(Role.CLIENT, input);
    if (spread != null) {
      found.accept(
          spread
              .finding(this, input)
              .topic("time-wait")
              .cause("this JVM closes first towards many destinations")
              .remedies(generic())
              .build());
      return;
    }
    SpreadTimeWait unknown = SpreadTimeWait.of(Role.UNKNOWN, input);
    if (unknown != null) {
      found.accept(
          unknown
              .finding(this, input)
              .topic("time-wait")
              .cause(
                  "this JVM closes first; whether it opened the connections or accepted them was"
                      + " not seen")
              .remedy("for what it opens: " + generic().get(0))
              .remedy("for what it accepts: " + TimeWaitServerSide.LET_THE_CLIENT_CLOSE)
              .build());
    }
  }

  private Finding towards(Destination destination, RuleInput input) {
    return ClientTimeWait.finding(this, destination, input.picture.ports)
        .cause(cause(destination))
        .remedies(remedies(destination, input))
        .build();
  }

  static String cause(Destination destination) {
    int exchanges = destination.exchangesMedian;
    if (onePerCall(destination)) {
      return "one connection per call";
    }
    if (exchanges == 0) {
      return "connections are opened and closed again without an exchange";
    }
    if (exchanges < 0) {
      return "this JVM closes first; how many exchanges a connection served is not known";
    }
    return "this JVM closes first, after a connection served "
        + Words.count(exchanges, "exchange")
        + (destination.ageMillisMedian < 0
            ? ""
            : " in " + Words.millis(destination.ageMillisMedian));
  }

  /** An unknown age (-1) counts as young, because one exchange each is known. */
  private static boolean onePerCall(Destination destination) {
    return destination.exchangesMedian == 1 && destination.ageMillisMedian <= YOUNG_MILLIS;
  }

  static Collection<String> remedies(Destination destination, RuleInput input) {
    boolean pooled = destination.exchangesMedian > 1 || destination.ageMillisMedian > YOUNG_MILLIS;
    Set<String> ofPool = SiteRemedies.of(FindingId.POOL_CHURN, destination.sites, input);
    Set<String> remedies = new LinkedHashSet<>();
    if (!pooled || ofPool.isEmpty()) {
      // A login, or the beginning of HTTP/2, is one exchange or more without any call.
      remedies.addAll(SiteRemedies.of(FindingId.CLOSE_PER_REQUEST, destination.sites, input));
    }
    remedies.addAll(ofPool);
    if (pooled) {
      remedies.add(PoolChurn.KEEP_AS_MANY);
    }
    return remedies.isEmpty() ? generic() : remedies;
  }

  private static List<String> generic() {
    List<String> remedies = new ArrayList<>();
    remedies.add("share one pooled client and use its connections again");
    remedies.add(
        "with HttpURLConnection: read the body and the error stream to the end and close the"
            + " stream; no disconnect(), no Connection: close");
    return remedies;
  }
}
