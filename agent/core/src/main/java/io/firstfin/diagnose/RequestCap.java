package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Connections end behind the same number of exchanges: a server's limit of requests on one. */
final class RequestCap implements Diagnosis {
  static final String ID = "request-cap";

  /** Fewer connections, or fewer exchanges on one, may have the same number by chance. */
  private static final int SOME_CONNECTIONS = 50;

  private static final int SOME_EXCHANGES = 10;

  /** The exchanges are known to about one, and by sixteenths. */
  private static final double NEARLY_THE_SAME = 1.1;

  /** What ends later behind its last exchange was idle. */
  private static final long AT_ONCE_MILLIS = 1000;

  private final Thresholds thresholds;

  RequestCap(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> explains() {
    return Arrays.asList(ClosePerRequest.ID, TimeWaitServerSide.ID);
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (EndedConnections ended : EndedConnections.of(picture)) {
      Spread cap = cap(ended, ending -> true);
      if (cap.count >= SOME_CONNECTIONS) {
        FindingBuilder finding = finding(ended, cap, picture);
        if (finding != null) {
          found.accept(complete(finding, ended, cap, picture));
        }
      }
    }
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

  /** Null where much TIME_WAIT has another cause, which this must not hide. */
  private FindingBuilder finding(EndedConnections ended, Spread cap, Picture picture) {
    boolean localToo = cap(ended, RequestCap::isLocal).count > 0;
    if (ended.role == Role.SERVER) {
      for (ServedPort port : ServedPort.of(picture, thresholds)) {
        if (ended.subject.equals(port.subject())) {
          return localToo ? port.finding(ID, picture, thresholds) : null;
        }
      }
    } else {
      Destination destination = ended.destinations.get(0);
      if (ClientTimeWait.substantial(picture, thresholds).contains(destination)) {
        return localToo ? ClientTimeWait.finding(ID, destination, picture.ports) : null;
      }
    }
    return new FindingBuilder(ID, Severity.INFO, ended.subject)
        .counting(cap.count, "connections that ended so")
        .summary(
            "the last "
                + Words.count(cap.count, "connection")
                + " ended behind about "
                + Words.count(cap.median, "exchange")
                + " each.")
        .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
        .notRemedy("any other sysctl: nothing is short here");
  }

  private static boolean isLocal(Ending ending) {
    return ending.initiator == Initiator.LOCAL;
  }

  private static Finding complete(
      FindingBuilder finding, EndedConnections ended, Spread cap, Picture picture) {
    long local = ended.count(RequestCap::isLocal, ending -> ending.exchanges);
    long all = ended.count(ending -> true, ending -> ending.exchanges);
    boolean server = ended.role == Role.SERVER;
    ClosingSites sites = ClosingSites.of(ended.closingSites(picture), picture, share -> true);
    return finding
        .detail(
            "Of "
                + Words.count(all, "recent connection")
                + " this JVM ended "
                + Words.count(local)
                + " first, the "
                + (server ? "client " : "server ")
                + Words.count(all - local)
                + ".")
        .cause(
            (server
                    ? "this server allows about "
                    : "the server allows about, or this client keeps to, ")
                + Words.count(cap.median, "exchange")
                + " on a connection")
        .remedies(remedies(sites.remedies(ID)))
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
