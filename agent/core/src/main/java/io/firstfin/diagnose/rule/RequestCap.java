package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ClientTimeWait;
import io.firstfin.diagnose.evidence.ClosingSites;
import io.firstfin.diagnose.evidence.EndedConnections;
import io.firstfin.diagnose.evidence.HttpStacks;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.diagnose.evidence.ServedPort;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Spread;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Connections end after the same number of exchanges, because a server of HTTP limits the requests
 * on a connection.
 */
final class RequestCap extends Rule {
  /** Fewer connections, or fewer exchanges on one, may have the same number by chance. */
  private static final int SOME_CONNECTIONS = 50;

  private static final int SOME_EXCHANGES = 10;

  /** The number of exchanges is exact to about one, and to a sixteenth. */
  private static final double NEARLY_THE_SAME = 1.1;

  /** Tomcat, Apache httpd and nginx before 1.19.10 allow 100 unless set, nginx 1,000. */
  private static final long[] USUAL_LIMITS = {100, 1000};

  private static final double LIMIT_TOLERANCE = 1 / 16.0;

  /** A connection that ends later after its last exchange was idle. */
  private static final long AT_ONCE_MILLIS = 1000;

  RequestCap() {
    super(FindingId.REQUEST_CAP, Severity.INFO, RuleGroup.RATES);
  }

  @Override
  public List<FindingId> explains() {
    return Arrays.asList(FindingId.CLOSE_PER_REQUEST, FindingId.TIME_WAIT_SERVER_SIDE);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (EndedConnections ended : EndedConnections.of(input, SOME_CONNECTIONS)) {
      Spread cap = cap(ended, ending -> true);
      if (cap.count >= SOME_CONNECTIONS && canBeAServersLimit(ended, cap, input)) {
        FindingBuilder finding = finding(ended, cap, input);
        if (finding != null) {
          found.accept(complete(finding, ended, cap, input));
        }
      }
    }
  }

  /**
   * Only servers of HTTP limit requests. A session of another protocol, or a unit of work, has the
   * same number of exchanges each time as well.
   */
  private static boolean canBeAServersLimit(EndedConnections ended, Spread cap, RuleInput input) {
    HttpStacks stacks = HttpStacks.of(ended.closingSites(input), input);
    if (stacks == HttpStacks.OTHER) {
      return false;
    }
    if (isUsualLimit(cap.median)) {
      return true;
    }
    // Where the client closes by itself, the reason is not in the server.
    boolean mostByServer =
        ended.role == Role.SERVER
            ? cap(ended, RequestCap::isLocal).count * 2 > cap.count
            : cap(ended, RequestCap::isRemote).count * 2 > cap.count;
    return stacks == HttpStacks.HTTP && mostByServer;
  }

  private static boolean isUsualLimit(long exchanges) {
    for (long limit : USUAL_LIMITS) {
      if (Math.abs(exchanges - limit) <= limit * LIMIT_TOLERANCE) {
        return true;
      }
    }
    return false;
  }

  private static Spread cap(EndedConnections ended, Predicate<Ending> which) {
    Spread cap =
        ended.constant(
            which,
            ending -> ending.idleMillis.median < AT_ONCE_MILLIS ? ending.exchanges : Spread.UNKNOWN,
            NEARLY_THE_SAME);
    boolean most = cap.count * 2 > ended.count(which, ending -> ending.exchanges);
    return most && cap.low >= SOME_EXCHANGES ? cap : Spread.UNKNOWN;
  }

  /** Null where much TIME_WAIT has another cause, which this finding must not hide. */
  private FindingBuilder finding(EndedConnections ended, Spread cap, RuleInput input) {
    boolean localToo = cap(ended, RequestCap::isLocal).count > 0;
    if (ended.role == Role.SERVER) {
      for (ServedPort port : ServedPort.of(input)) {
        if (ended.subject.equals(port.subject())) {
          return localToo ? port.finding(this, input) : null;
        }
      }
    } else {
      Destination destination = ended.destinations.get(0);
      if (ClientTimeWait.substantial(input).contains(destination)) {
        return localToo ? ClientTimeWait.finding(this, destination, input.picture.ports) : null;
      }
    }
    return finding(ended.subject)
        .counting(cap.count, "connections that ended so")
        .summary(
            "the last "
                + Words.count(cap.count, "connection")
                + " ended after about "
                + Words.count(cap.median, "exchange")
                + " each.")
        .notRemedy(Sentences.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here");
  }

  private static boolean isLocal(Ending ending) {
    return ending.initiator == Initiator.LOCAL;
  }

  private static boolean isRemote(Ending ending) {
    return ending.initiator == Initiator.REMOTE;
  }

  private static Finding complete(
      FindingBuilder finding, EndedConnections ended, Spread cap, RuleInput input) {
    long local = ended.count(RequestCap::isLocal, ending -> ending.exchanges);
    long all = ended.count(ending -> true, ending -> ending.exchanges);
    boolean server = ended.role == Role.SERVER;
    ClosingSites sites = ClosingSites.of(ended.closingSites(input), input, share -> true);
    return finding
        .detail(
            "Of "
                + Words.count(all, "recent connection")
                + " this JVM ended "
                + Numbers.count(local)
                + " first, the "
                + (server ? "client " : "server ")
                + Numbers.count(all - local)
                + ".")
        .cause(
            (server
                    ? "this server allows about "
                    : "the server allows about, or this client keeps to, ")
                + Words.count(cap.median, "exchange")
                + " on a connection")
        .remedies(remedies(sites.remedies(FindingId.REQUEST_CAP)))
        .evidence("connections", cap.count)
        .evidence("exchangesLow", cap.low)
        .evidence("exchangesMedian", cap.median)
        .evidence("exchangesHigh", cap.high)
        .evidence("closedFirstByThisJvm", local)
        .evidence("closedFirstByPeer", all - local)
        .evidence(
            "check",
            "count the requests between two handshakes: tcpdump -nn port "
                + ended.subject.substring(ended.subject.lastIndexOf(':') + 1))
        .build();
  }

  private static Set<String> remedies(Set<String> ofLibraries) {
    return ofLibraries.isEmpty()
        ? Collections.singleton(
            "raise the server's limit of requests on a connection: Tomcat maxKeepAliveRequests (100"
                + " unless set), nginx keepalive_requests (1,000; 100 before 1.19.10), Apache httpd"
                + " MaxKeepAliveRequests (100)")
        : ofLibraries;
  }
}
