package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.LineRemedies;
import io.firstfin.diagnose.evidence.ServedPort;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.diagnose.evidence.SpreadTimeWait;
import io.firstfin.diagnose.evidence.TimeWaitCost;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/**
 * As a server this JVM closes first. This takes memory but never a client's port, so that the
 * finding names the cost.
 */
final class TimeWaitServerSide extends Rule {
  /** Where the clients keep their connections already. */
  private static final String CLIENTS_FIRST =
      "let the clients close: give them, and a proxy before this service, a shorter idle time-out"
          + " than this server has";

  /** Where connections end with their last exchange. */
  private static final String SESSIONS_END =
      "let the clients keep a connection for more of their work, where they say goodbye (QUIT,"
          + " unbind, logout, Connection: close); or let this server wait after a goodbye for the"
          + " client's end of stream before it closes, so that the client is first";

  TimeWaitServerSide() {
    super(FindingId.TIME_WAIT_SERVER_SIDE, Severity.WARNING, RuleGroup.RATES);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (ServedPort port : ServedPort.of(input)) {
      found.accept(
          port.finding(this, input)
              .cause("this JVM closes the connections that it accepted" + after(port, input))
              .remedies(SiteRemedies.of(ofLibraries(port, input), port.port.sites, input))
              .remedy(letTheClientsClose(port, input))
              .build());
    }
    SpreadTimeWait spread = SpreadTimeWait.of(Role.SERVER, input);
    if (spread != null) {
      found.accept(
          spread
              .finding(this, input)
              .detail(TimeWaitCost.ofServer(spread.sockets, input.picture.ports.maxTimeWaitBuckets))
              .cause("this JVM closes the connections that it accepted, on many ports")
              .remedy(LineRemedies.LET_THE_CLIENT_CLOSE)
              .notRemedy("any other sysctl: nothing is short here")
              .build());
    }
  }

  /** What a library says of its ways to close is no help where its idle time-out did it. */
  private FindingId ofLibraries(ServedPort port, RuleInput input) {
    return port.endsIdle(input) ? FindingId.SERVER_IDLE_RACE : id;
  }

  private static String letTheClientsClose(ServedPort port, RuleInput input) {
    if (port.endsIdle(input)) {
      return CLIENTS_FIRST;
    }
    if (port.port.exchangesMedian <= 1) {
      return LineRemedies.LET_THE_CLIENT_CLOSE;
    }
    return port.endsAtOnce(input) ? SESSIONS_END : CLIENTS_FIRST;
  }

  /** How many exchanges its connections served, when it is known. */
  private static String after(ServedPort port, RuleInput input) {
    int exchanges = port.port.exchangesMedian;
    return exchanges < 0
        ? ""
        : ", after "
            + Words.count(exchanges, "exchange")
            + " at the median"
            + (port.endsAtOnce(input) ? ", right after the last data" : "")
            + (port.endsIdle(input)
                ? ", when no data had moved for some time: a time-out for idle connections"
                : "");
  }
}
