package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClosingSites;
import io.firstfin.diagnose.evidence.EndedConnections;
import io.firstfin.diagnose.evidence.SiteFrames;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.IdleRace;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * As a server this JVM closes idle connections sooner than its clients do, so that calls arrive
 * after the close: the server's side of {@code stale-reuse}.
 */
final class ServerIdleRace extends Rule {
  /** Failures in the last five minutes: fewer may have other reasons. */
  private static final long SOME = 5;

  private static final double NEARLY_THE_SAME = 2;

  /**
   * Up to so many resets for each connection that vanished are explained by these. Where there are
   * more, most have another reason, such as clients that try closed ports.
   */
  private static final long MOST_RESETS_EACH = 2;

  /**
   * In the names of classes that carry protocols whose clients answer a close with a farewell. It
   * is data after a close too, but no call.
   */
  private static final String[] FAREWELLS = {"ssl", "http2", "websocket", "grpc"};

  ServerIdleRace() {
    super(FindingId.SERVER_IDLE_RACE, Severity.WARNING, RuleGroup.FAILURES);
  }

  @Override
  public List<FindingId> explains() {
    return Collections.singletonList(FindingId.IDLE_CLOSE);
  }

  /** It reads only what the agent counts itself. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (ListeningPort port : input.picture.listeningPorts) {
      IdleRace race = port.idleRace;
      if (race.answered >= SOME
          && race.resets <= MOST_RESETS_EACH * race.vanished
          && EndedConnections.isConstant(race.idleMillis, NEARLY_THE_SAME)
          && !mayBeFarewells(port, input)) {
        found.accept(finding(port, input));
      }
    }
  }

  private static boolean mayBeFarewells(ListeningPort port, RuleInput input) {
    for (ClosingShare share : port.closingSites) {
      for (String frame : SiteFrames.of(share, input)) {
        String name = frame.toLowerCase(Locale.ROOT);
        for (String farewell : FAREWELLS) {
          if (name.contains(farewell)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Finding finding(ListeningPort port, RuleInput input) {
    IdleRace race = port.idleRace;
    String idle = Words.millis(race.idleMillis.median);
    ClosingSites sites =
        ClosingSites.of(port.closingSites, input, share -> share.initiator == Initiator.LOCAL);
    return finding("*:" + port.port)
        .counting(race.answered, "calls that came too late")
        .summary(
            Words.count(race.answered, "connection")
                + " got data after this server had closed "
                + (race.answered == 1 ? "it" : "them")
                + " as idle, in the last five minutes: very likely calls, which the kernel"
                + " answered with a reset.")
        .details(sites.lines(-1))
        .cause(
            "this server closes a connection after about "
                + idle
                + " without data, and its clients, or a proxy before it, keep theirs longer: a call"
                + " that is on its way then fails (Connection reset at the client, 502 at a"
                + " balancer)")
        .remedies(sites.remedies(FindingId.SERVER_IDLE_RACE))
        .remedy(
            "this server's idle time-out longer than that of every client and proxy before it, so"
                + " that they close first (a balancer's is often 60 s)")
        .remedy(
            "or their idle time-outs below the "
                + idle
                + " of this server (nginx: keepalive_timeout in the upstream block)")
        .notRemedy("sending each failed call again: a POST may have been carried out")
        .notRemedy("keep-alive off: then each call pays for a connection")
        .evidence("answeredByReset", race.answered)
        .evidence("vanished", race.vanished)
        .evidence("closedIdle", race.closed)
        .evidence("resetsSent", race.resets)
        .evidence("idleMillisMedian", race.idleMillis.median)
        .evidence(
            "check",
            "tcpdump -n 'tcp src port "
                + port.port
                + " and tcp[tcpflags] & tcp-rst != 0'; nstat -az TcpOutRsts")
        .build();
  }
}
