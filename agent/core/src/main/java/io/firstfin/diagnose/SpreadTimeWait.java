package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * This JVM's TIME_WAIT of one role that reaches the threshold with nothing that stands out: no
 * destination and no listening port has a tenth of all. The threshold is on the sum of both roles,
 * so that where neither reaches it alone the greater one speaks for both.
 */
final class SpreadTimeWait {
  /** Of the role that speaks. */
  final int sockets;

  private final Role role;
  private final int ofOtherRole;
  private final List<Destination> destinations = new ArrayList<>();
  private final Set<Integer> ports = new HashSet<>();
  private final boolean allKnown;

  private SpreadTimeWait(Role role, int sockets, int ofOtherRole, Picture picture) {
    this.role = role;
    this.sockets = sockets;
    this.ofOtherRole = ofOtherRole;
    for (Destination destination : picture.destinations) {
      if (destination.role == role && destination.timeWait > 0) {
        destinations.add(destination);
        ports.add(destination.listeningPort);
      }
    }
    allKnown = listed(role, picture) >= sockets;
  }

  /** Null where something stands out, or nothing is to be warned of. */
  static SpreadTimeWait of(Role role, Picture picture, Thresholds thresholds) {
    int ofThisJvm = picture.timeWait.thisJvm;
    boolean server = role == Role.SERVER;
    if (ofThisJvm < thresholds.timeWait
        || (server
            ? portStandsOut(picture, thresholds)
            : destinationStandsOut(picture, thresholds))) {
      return null;
    }
    int sockets = sockets(role, picture);
    int others = sockets(server ? Role.CLIENT : Role.SERVER, picture);
    boolean greater = server ? sockets > others : sockets >= others;
    boolean forBoth =
        greater
            && (server
                ? !destinationStandsOut(picture, thresholds)
                : !portStandsOut(picture, thresholds))
            && others < thresholds.timeWait;
    return sockets > 0 && (sockets >= thresholds.timeWait || forBoth)
        ? new SpreadTimeWait(role, sockets, others, picture)
        : null;
  }

  private static boolean destinationStandsOut(Picture picture, Thresholds thresholds) {
    return !ClientTimeWait.substantial(picture, thresholds).isEmpty();
  }

  private static boolean portStandsOut(Picture picture, Thresholds thresholds) {
    return ServedPort.of(picture, thresholds).stream()
        .anyMatch(port -> port.isToBeWarnedOf(picture, thresholds));
  }

  /** The picture keeps the heaviest destinations only; its totals know of all. */
  private static int sockets(Role role, Picture picture) {
    return Math.max(picture.totals.timeWait.getOrDefault(role, 0), listed(role, picture));
  }

  private static int listed(Role role, Picture picture) {
    int sockets = 0;
    for (Destination destination : picture.destinations) {
      int more = destination.role == role ? Math.max(destination.timeWait, 0) : 0;
      sockets = Saturated.sum(sockets, more);
    }
    return sockets;
  }

  /** What the finding for the process says: how many, over how much they spread, by which lines. */
  FindingBuilder finding(String id, Picture picture) {
    Lines lines = new Lines();
    for (Destination destination : destinations) {
      for (SiteShare share : destination.sites) {
        lines.add(share.line, share.via, share.timeWait);
      }
    }
    boolean server = role == Role.SERVER;
    FindingBuilder finding =
        new FindingBuilder(id, Severity.WARNING, Finding.PROCESS)
            .summary(
                Words.count(sockets, "socket")
                    + " in TIME_WAIT "
                    + (server
                        ? "on " + Words.count(ports.size(), "listening port")
                        : "towards " + Words.count(destinations.size(), "destination"))
                    + (allKnown ? "" : " and more")
                    + ", none of which stands out.")
            .counting(sockets, FindingBuilder.SOCKETS_IN_TIME_WAIT)
            .detail(
                "This JVM closed first in all of them ("
                    + (server ? "server" : "client")
                    + " side)"
                    + (ofOtherRole > 0
                        ? ", and in "
                            + Words.count(ofOtherRole)
                            + " as a "
                            + (server ? "client" : "server")
                            + "."
                        : "."))
            .details(lines.text(sockets, "line not known"))
            .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
            .evidence("timeWait", sockets)
            .evidence("thisJvm", picture.timeWait.thisJvm)
            .evidence("check", "ss -Htan state time-wait | wc -l");
    return server
        ? finding.evidence("listeningPorts", ports.size())
        : finding.evidence("destinations", destinations.size());
  }
}
