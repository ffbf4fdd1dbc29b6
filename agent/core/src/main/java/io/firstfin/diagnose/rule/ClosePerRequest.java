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
import io.firstfin.diagnose.evidence.LineRemedies;
import io.firstfin.diagnose.evidence.PeerDecides;
import io.firstfin.diagnose.evidence.SiteFrames;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.diagnose.evidence.SpreadTimeWait;
import io.firstfin.library.StackKind;
import io.firstfin.picture.Destination;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
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
  private static final String WHERE_CALLS_TIME_OUT =
      "where calls time out: find out why the peer answers late; a longer time-out, or fewer calls"
          + " at once, keeps the connection for the next call";

  /** What helps where connections carried nothing. */
  private static final List<String> NOBODY_WAITED =
      Collections.unmodifiableList(
          Arrays.asList(
              WHERE_CALLS_TIME_OUT,
              "where it is a check that the port can be reached: a lower frequency, or one request"
                  + " on a connection that is kept"));

  /** What helps where each connection is for one transfer or one message. */
  private static final List<String> MESSAGES =
      Collections.unmodifiableList(
          Arrays.asList(
              "where they are messages: keep one connection, and send many on it",
              "where they are files: make fewer and larger transfers, one archive instead of many"
                  + " files",
              "where an answer is due: wait for it, with a longer time-out if need be, and keep the"
                  + " connection for the next call"));

  /** What helps where each connection has a port of its own. */
  private static final List<String> DATA_CONNECTIONS =
      Collections.unmodifiableList(
          Arrays.asList(
              "make fewer and larger transfers: each has a connection of its own, which no client can"
                  + " keep",
              "where the protocol is your choice: one that carries many calls over one connection"));

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
              .cause(
                  spread.host(input).isEmpty()
                      ? "this JVM closes first towards many destinations"
                      : "this JVM closes first, on connections to one port of a host after the"
                          + " other: data connections, as FTP and RMI make them, or a service that"
                          + " changes its port")
              .remedies(ofSpread(spread, input))
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
              .remedy("for what it opens: " + LineRemedies.SHARE_ONE_CLIENT)
              .remedy("for what it accepts: " + LineRemedies.LET_THE_CLIENT_CLOSE)
              .build());
    }
  }

  private Finding towards(Destination destination, RuleInput input) {
    Churn churn = PeerDecides.is(destination, input) ? Churn.PEER_DECIDES : Churn.CLOSE_PER_REQUEST;
    return ClientTimeWait.finding(this, destination, input.picture.ports)
        .cause(churn.cause(destination, input))
        .remedies(churn.remedies(destination, input))
        .notRemedies(churn.notRemedies())
        .build();
  }

  static String cause(Destination destination, RuleInput input) {
    return causeHere(destination, input) + PeerDecides.beside(destination);
  }

  private static String causeHere(Destination destination, RuleInput input) {
    if (ClientTimeWait.isMostlyClosedBy(destination, input, StackKind.CALL_GIVEN_UP)) {
      return "calls were given up: they timed out, or their responses were dropped before the end;"
          + " no other call can use such a connection";
    }
    if (SiteFrames.isMostlyCollected(destination, input)) {
      return "a connection, or a client with a pool of its own, is made for each call and never"
          + " closed: the garbage collector does it later";
    }
    int exchanges = destination.exchangesMedian;
    String served =
        "this JVM closes first, after a connection served "
            + Words.count(exchanges, "exchange")
            + (destination.ageMillisMedian < 0
                ? ""
                : " in " + Words.millis(destination.ageMillisMedian));
    switch (ConnectionUse.of(destination)) {
      case NOTHING:
        return "connections are opened and closed again without an exchange: the callers gave up"
            + " before an answer came, or something checks only whether the port can be reached";
      case ONE_WAY:
        return "one connection for each transfer or message, without an exchange: data went in one"
            + " direction, nobody waited for an answer, and the connection was closed at once";
      case ONE_CALL:
        return "one connection per call";
      case SAME_WORK:
        return "one connection for each call or unit of work: each is closed right after the same "
            + Words.count(exchanges, "exchange")
            + ", those of a greeting and a login included";
      case SHORT:
        return served
            + ": one connection for each unit of work, or more connections than a pool keeps";
      default:
        return exchanges < 0
            ? "this JVM closes first; how many exchanges a connection served is not known"
            : served;
    }
  }

  static Collection<String> remedies(Destination destination, RuleInput input) {
    Collection<String> here = remediesHere(destination, input);
    if (!PeerDecides.mayBe(destination, input)) {
      return here;
    }
    Set<String> both = new LinkedHashSet<>(here);
    both.add(PeerDecides.BESIDE);
    return both;
  }

  private static Collection<String> remediesHere(Destination destination, RuleInput input) {
    ConnectionUse use = ConnectionUse.of(destination);
    if (ClientTimeWait.isMostlyClosedBy(destination, input, StackKind.CALL_GIVEN_UP)) {
      Set<String> read = SiteRemedies.of(FindingId.CLOSE_WAIT_LEAK, destination.sites, input);
      List<String> givenUp = new ArrayList<>(Collections.singletonList(WHERE_CALLS_TIME_OUT));
      read.forEach(remedy -> givenUp.add("where responses are dropped: " + remedy));
      return givenUp;
    }
    if (use == ConnectionUse.NOTHING) {
      return NOBODY_WAITED;
    }
    if (use == ConnectionUse.ONE_WAY) {
      Set<String> ofLibrary =
          SiteRemedies.of(FindingId.CLOSE_PER_REQUEST, destination.sites, input);
      return ofLibrary.isEmpty() ? MESSAGES : ofLibrary;
    }
    Set<String> ofPool = SiteRemedies.of(FindingId.POOL_CHURN, destination.sites, input);
    Set<String> remedies = new LinkedHashSet<>();
    if (use != ConnectionUse.KEPT || ofPool.isEmpty()) {
      remedies.addAll(SiteRemedies.of(FindingId.CLOSE_PER_REQUEST, destination.sites, input));
    }
    remedies.addAll(ofPool);
    if (use == ConnectionUse.KEPT || use == ConnectionUse.SHORT && !ofPool.isEmpty()) {
      // Only a library that has a pool can keep more of its connections.
      remedies.add(PoolChurn.KEEP_AS_MANY);
    }
    return remedies.isEmpty() ? generic() : remedies;
  }

  /** The libraries in the stacks of all these destinations know best. */
  private static Collection<String> ofSpread(SpreadTimeWait spread, RuleInput input) {
    Set<String> ofLibraries =
        ClosingSites.of(input, site -> site.role == Role.CLIENT && site.timeWait > 0)
            .remedies(FindingId.CLOSE_PER_REQUEST);
    if (!ofLibraries.isEmpty()) {
      return ofLibraries;
    }
    return spread.host(input).isEmpty() ? generic() : DATA_CONNECTIONS;
  }

  private static List<String> generic() {
    return Collections.singletonList(LineRemedies.SHARE_ONE_CLIENT);
  }
}
