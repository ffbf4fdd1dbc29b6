package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.ConnectionUse;
import io.firstfin.diagnose.evidence.SiteFrames;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.vocabulary.FindingId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The application ends clients instead of connections, and each client closes the pool that would
 * keep its connections.
 */
final class ClientPerCall extends Rule {
  /** The kinds of stack that end a client. */
  static final StackKind[] GIVEN_UP = {StackKind.CLIENT_ENDS, StackKind.POOL_EMPTIED};

  ClientPerCall() {
    super(FindingId.CLIENT_PER_CALL, Severity.WARNING, RuleGroup.RATES);
  }

  @Override
  public List<FindingId> explains() {
    return Arrays.asList(FindingId.CLOSE_PER_REQUEST, FindingId.IDLE_CLOSE);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (Destination destination : ClientTimeWait.mostlyClosedBy(input, GIVEN_UP)) {
      found.accept(finding(destination, input));
    }
  }

  private Finding finding(Destination destination, RuleInput input) {
    return ClientTimeWait.finding(this, destination, input.picture.ports)
        .cause(cause(destination, input))
        .remedies(remedies(destination, input))
        .notRemedy("a larger pool in each client: it ends with the client")
        .evidence("timeWaitOfEndedClients", SiteFrames.timeWait(destination, input, GIVEN_UP))
        .build();
  }

  static Set<String> remedies(Destination destination, RuleInput input) {
    Set<String> remedies = SiteRemedies.of(FindingId.CLIENT_PER_CALL, destination.sites, input);
    if (remedies.isEmpty()) {
      remedies = SiteRemedies.of(FindingId.CLOSE_PER_REQUEST, destination.sites, input);
    }
    remedies.add("look for the client's constructor or builder in the code of each call");
    return remedies;
  }

  static String cause(Destination destination, RuleInput input) {
    // A client that the garbage collector ends keeps its connection long after its one call.
    boolean each = destination.exchangesMedian == 1 || ConnectionUse.of(destination).isOnePerCall();
    String calls = each ? "each call" : "some calls";
    String served = each ? "" : served(destination.exchangesMedian);
    if (SiteFrames.timeWait(destination, input, StackKind.POOL_EMPTIED) > 0) {
      return "the application closes all that the client's pool has: a client is made for "
          + calls
          + ", or the pool of one is emptied after "
          + calls
          + served;
    }
    return "the connections end with the client that opened them: a client is made for "
        + calls
        + (each ? "" : " and given up")
        + served;
  }

  private static String served(int exchanges) {
    return exchanges < 0
        ? "; how many exchanges a connection served is not known"
        : "; " + Words.count(exchanges, "exchange") + " on a connection at the median";
  }
}
