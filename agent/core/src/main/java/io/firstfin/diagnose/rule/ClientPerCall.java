package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.ClosingSites;
import io.firstfin.diagnose.evidence.ConnectionUse;
import io.firstfin.diagnose.evidence.EndedClients;
import io.firstfin.diagnose.evidence.EndedConnections;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.diagnose.evidence.SiteFrames;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The application ends clients instead of connections, and each client closes the pool that would
 * keep its connections.
 */
final class ClientPerCall extends Rule {
  /** A client that is shared ends once, with the few connections that it has. */
  private static final long MANY_ENDS = 100;

  /** With a handshake, a greeting and a login; a client that served more was shared. */
  private static final int FEW_EXCHANGES = 10;

  ClientPerCall() {
    super(FindingId.CLIENT_PER_CALL, Severity.WARNING, RuleGroup.RATES);
  }

  @Override
  public List<FindingId> explains() {
    return Arrays.asList(FindingId.CLOSE_PER_REQUEST, FindingId.IDLE_CLOSE);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    List<Destination> warned = ClientTimeWait.substantial(input);
    for (Destination destination : ClientTimeWait.mostlyClosedBy(input, EndedClients.STACKS)) {
      found.accept(finding(destination, input));
    }
    for (EndedConnections ended : EndedConnections.of(input, MANY_ENDS)) {
      Destination destination = ended.destinations.get(0);
      if (!warned.contains(destination) && isPerCall(ended, input)) {
        found.accept(harmless(destination, ended, input));
      }
    }
  }

  /** Whether, with too few sockets for a warning, nearly each connection had its own client. */
  private static boolean isPerCall(EndedConnections ended, RuleInput input) {
    Ending ending = ended.destinations.get(0).ends.of(Initiator.LOCAL);
    return ending != null
        && ending.exchanges.count >= MANY_ENDS
        && ending.exchanges.high <= FEW_EXCHANGES
        && EndedClients.closedMost(ended, input);
  }

  private static boolean isLocal(Ending ending) {
    return ending.initiator == Initiator.LOCAL;
  }

  private Finding harmless(Destination destination, EndedConnections ended, RuleInput input) {
    long ends = ended.count(ClientPerCall::isLocal, ending -> ending.exchanges);
    return finding(destination.remote)
        .severity(Severity.INFO)
        .summary(
            "the last "
                + Words.count(ends, "connection")
                + " that this JVM closed ended with the client that had opened them.")
        .counting(ends, "connections that ended with their client")
        .details(
            ClosingSites.of(
                    ended.closingSites(input), input, share -> share.initiator.includesLocal())
                .lines(-1))
        .cause(cause(destination, input))
        .remedies(remedies(destination, input))
        .notRemedy("a larger pool in each client: it ends with the client")
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .evidence("connections", ends)
        .evidence("exchangesMedian", destination.exchangesMedian)
        .evidence("check", "ss -Htan state time-wait dst " + destination.remote + " | wc -l")
        .build();
  }

  private Finding finding(Destination destination, RuleInput input) {
    return ClientTimeWait.finding(this, destination, input.picture.ports)
        .cause(cause(destination, input))
        .remedies(remedies(destination, input))
        .notRemedy("a larger pool in each client: it ends with the client")
        .evidence(
            "timeWaitOfEndedClients", SiteFrames.timeWait(destination, input, EndedClients.STACKS))
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
