package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.picture.Site;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * This JVM's TIME_WAIT of one role that reaches the threshold with nothing that stands out: no
 * destination and no listening port has a tenth of all; of connections whose role is not known
 * nothing ever does. The threshold is on the sum of the roles, so that where none reaches it alone
 * the greatest one speaks for all.
 */
final class SpreadTimeWait {
  /** Where equals meet, the first of them speaks. */
  private static final Role[] ROLES = {Role.CLIENT, Role.SERVER, Role.UNKNOWN};

  /** Of the role that speaks. */
  final int sockets;

  private final Role role;

  private SpreadTimeWait(Role role, int sockets) {
    this.role = role;
    this.sockets = sockets;
  }

  /** Null where something stands out, or nothing is to be warned of. */
  static SpreadTimeWait of(Role role, Picture picture, Thresholds thresholds) {
    int sockets = sockets(role, picture);
    if (picture.timeWait.thisJvm < thresholds.timeWait
        || sockets <= 0
        || standsOut(role, picture, thresholds)) {
      return null;
    }
    return sockets >= thresholds.timeWait || speaksForAll(role, picture, thresholds)
        ? new SpreadTimeWait(role, sockets)
        : null;
  }

  private static boolean speaksForAll(Role role, Picture picture, Thresholds thresholds) {
    Role greatest = Role.CLIENT;
    for (Role each : ROLES) {
      if (standsOut(each, picture, thresholds) || sockets(each, picture) >= thresholds.timeWait) {
        return false;
      }
      greatest = sockets(each, picture) > sockets(greatest, picture) ? each : greatest;
    }
    return role == greatest;
  }

  private static boolean standsOut(Role role, Picture picture, Thresholds thresholds) {
    switch (role) {
      case CLIENT:
        return !ClientTimeWait.substantial(picture, thresholds).isEmpty();
      case SERVER:
        return ServedPort.of(picture, thresholds).stream()
            .anyMatch(port -> port.isToBeWarnedOf(picture, thresholds));
      default:
        return false;
    }
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
    FindingBuilder finding =
        new FindingBuilder(id, Severity.WARNING, Finding.PROCESS)
            .summary(Words.count(sockets, "socket") + " in TIME_WAIT " + where(picture) + ".")
            .counting(sockets, FindingBuilder.SOCKETS_IN_TIME_WAIT)
            .detail(
                "This JVM closed first in all of them (" + as(role) + ")" + others(picture) + ".")
            .details(lines(picture))
            .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
            .evidence("timeWait", sockets)
            .evidence("thisJvm", picture.timeWait.thisJvm)
            .evidence("check", "ss -Htan state time-wait | wc -l");
    switch (role) {
      case CLIENT:
        return finding.evidence("destinations", destinations(picture));
      case SERVER:
        return finding.evidence("listeningPorts", ports(picture));
      default:
        return finding;
    }
  }

  private String where(Picture picture) {
    switch (role) {
      case CLIENT:
        return "towards "
            + Words.count(destinations(picture), "destination")
            + (listed(role, picture) < sockets ? " and more" : "")
            + ", none of which stands out";
      case SERVER:
        return "on "
            + Words.count(ports(picture), "listening port")
            + (onPorts(picture) < sockets ? " and more" : "")
            + ", none of which stands out";
      default:
        return "on connections whose opening was not seen";
    }
  }

  private static String as(Role role) {
    switch (role) {
      case CLIENT:
        return "client side";
      case SERVER:
        return "server side";
      default:
        return "as a client or as a server, which is not known";
    }
  }

  private String others(Picture picture) {
    List<String> others = new ArrayList<>();
    for (Role other : ROLES) {
      int ofOther = other == role ? 0 : sockets(other, picture);
      if (ofOther > 0) {
        others.add(
            Words.count(ofOther)
                + (other == Role.UNKNOWN
                    ? " of which the side is not known"
                    : " as a " + other.label()));
      }
    }
    return others.isEmpty() ? "" : ", and in " + String.join(", and in ", others);
  }

  private int destinations(Picture picture) {
    int destinations = 0;
    for (Destination destination : picture.destinations) {
      destinations += destination.role == role && destination.timeWait > 0 ? 1 : 0;
    }
    return destinations;
  }

  private static int ports(Picture picture) {
    int ports = 0;
    for (ListeningPort port : picture.listeningPorts) {
      ports += port.timeWait > 0 ? 1 : 0;
    }
    return ports;
  }

  private static int onPorts(Picture picture) {
    int sockets = 0;
    for (ListeningPort port : picture.listeningPorts) {
      sockets += Math.max(port.timeWait, 0);
    }
    return sockets;
  }

  /** From the sites, which are counted over all destinations. */
  private List<String> lines(Picture picture) {
    Lines lines = new Lines();
    for (Site site : picture.sites) {
      if (site.role == role) {
        lines.add(site.line, site.via, site.timeWait);
      }
    }
    boolean all = picture.top < 0 || picture.sites.size() < picture.top;
    return lines.text(sockets, all ? "line not known" : "other lines, or line not known");
  }
}
