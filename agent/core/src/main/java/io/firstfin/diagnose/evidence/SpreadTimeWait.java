package io.firstfin.diagnose.evidence;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.picture.Destination;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Site;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * This JVM's TIME_WAIT of one role when it reaches the threshold and nothing stands out: no
 * destination and no listening port has a tenth of the whole. Connections whose role is not known
 * never stand out. The threshold is on the sum of all roles. Where no role reaches it alone, the
 * largest role has the one finding for all.
 */
public final class SpreadTimeWait {
  private static final int MANY_PORTS = 10;

  /** The order that decides between equal roles: the first has the finding. */
  private static final Role[] ROLES = {Role.CLIENT, Role.SERVER, Role.UNKNOWN};

  /** The sockets of this role. */
  public final int sockets;

  private final Role role;

  private SpreadTimeWait(Role role, int sockets) {
    this.role = role;
    this.sockets = sockets;
  }

  /** Null where something stands out, or where no warning is due. */
  public static SpreadTimeWait of(Role role, RuleInput input) {
    int sockets = sockets(role, input);
    if (input.picture.timeWait.thisJvm < input.thresholds.timeWait
        || sockets <= 0
        || standsOut(role, input)) {
      return null;
    }
    return sockets >= input.thresholds.timeWait || speaksForAll(role, input)
        ? new SpreadTimeWait(role, sockets)
        : null;
  }

  private static boolean speaksForAll(Role role, RuleInput input) {
    Role greatest = Role.CLIENT;
    for (Role each : ROLES) {
      if (standsOut(each, input) || sockets(each, input) >= input.thresholds.timeWait) {
        return false;
      }
      greatest = sockets(each, input) > sockets(greatest, input) ? each : greatest;
    }
    return role == greatest;
  }

  private static boolean standsOut(Role role, RuleInput input) {
    switch (role) {
      case CLIENT:
        return !ClientTimeWait.substantial(input).isEmpty();
      case SERVER:
        return ServedPort.of(input).stream().anyMatch(port -> port.isToBeWarnedOf(input));
      default:
        return false;
    }
  }

  /** The sockets come from the totals, because the picture keeps the heaviest destinations only. */
  private static int sockets(Role role, RuleInput input) {
    return Math.max(input.picture.totals.timeWait.getOrDefault(role, 0), listed(role, input));
  }

  private static int listed(Role role, RuleInput input) {
    int sockets = 0;
    for (Destination destination : input.picture.destinations) {
      int more = destination.role == role ? Math.max(destination.timeWait, 0) : 0;
      sockets = Saturated.sum(sockets, more);
    }
    return sockets;
  }

  /**
   * What the finding for the process says: how many sockets, over how many ends they spread, by
   * which lines.
   */
  public FindingBuilder finding(Rule rule, RuleInput input) {
    FindingBuilder finding =
        rule.finding(Finding.PROCESS)
            .severity(Severity.WARNING)
            .summary(Words.count(sockets, "socket") + " in TIME_WAIT " + where(input) + ".")
            .counting(sockets, Sentences.SOCKETS_IN_TIME_WAIT)
            .detail("This JVM closed first in all of them (" + as(role) + ")" + others(input) + ".")
            .details(cost())
            .details(lines(input))
            .notRemedy(Sentences.NOT_FIN_TIMEOUT)
            .evidence("timeWait", sockets)
            .evidence("thisJvm", input.picture.timeWait.thisJvm)
            .evidence("check", "ss -Htan state time-wait | wc -l");
    switch (role) {
      case CLIENT:
        return finding.evidence("destinations", destinations(input));
      case SERVER:
        return finding.evidence("listeningPorts", ports(input));
      default:
        return finding;
    }
  }

  /**
   * The host, where all destinations that are known are ports of one host; otherwise empty. Data
   * connections are so, not calls to many services.
   */
  public String host(RuleInput input) {
    String host = "";
    int ports = 0;
    for (Destination destination : input.picture.destinations) {
      if (destination.role == Role.CLIENT && destination.timeWait > 0) {
        String next = destination.host();
        if (!host.isEmpty() && !host.equals(next)) {
          return "";
        }
        host = next;
        ports++;
      }
    }
    return role == Role.CLIENT && ports >= MANY_PORTS ? host : "";
  }

  private String where(RuleInput input) {
    switch (role) {
      case CLIENT:
        String host = host(input);
        if (!host.isEmpty()) {
          return "towards "
              + Words.count(destinations(input), "port")
              + (listed(role, input) < sockets ? " and more" : "")
              + " of "
              + host
              + ", none of which stands out";
        }
        return "towards "
            + Words.count(destinations(input), "destination")
            + (listed(role, input) < sockets ? " and more" : "")
            + ", none of which stands out";
      case SERVER:
        return "on "
            + Words.count(ports(input), "listening port")
            + (onPorts(input) < sockets ? " and more" : "")
            + ", none of which stands out";
      default:
        return "on connections whose opening was not seen";
    }
  }

  private List<String> cost() {
    return role == Role.CLIENT
        ? Collections.singletonList(TimeWaitCost.ofClients(sockets))
        : Collections.<String>emptyList();
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

  private String others(RuleInput input) {
    List<String> others = new ArrayList<>();
    for (Role other : ROLES) {
      int ofOther = other == role ? 0 : sockets(other, input);
      if (ofOther > 0) {
        others.add(
            Numbers.count(ofOther)
                + (other == Role.UNKNOWN
                    ? " of which the side is not known"
                    : " as a " + other.label()));
      }
    }
    return others.isEmpty() ? "" : ", and in " + String.join(", and in ", others);
  }

  private int destinations(RuleInput input) {
    int destinations = 0;
    for (Destination destination : input.picture.destinations) {
      destinations += destination.role == role && destination.timeWait > 0 ? 1 : 0;
    }
    return destinations;
  }

  private static int ports(RuleInput input) {
    int ports = 0;
    for (ListeningPort port : input.picture.listeningPorts) {
      ports += port.timeWait > 0 ? 1 : 0;
    }
    return ports;
  }

  private static int onPorts(RuleInput input) {
    int sockets = 0;
    for (ListeningPort port : input.picture.listeningPorts) {
      sockets += Math.max(port.timeWait, 0);
    }
    return sockets;
  }

  /** The lines come from the sites, which are counted over all destinations. */
  private List<String> lines(RuleInput input) {
    Lines lines = new Lines();
    for (Site site : input.picture.sites) {
      if (site.role == role) {
        lines.add(site.line, site.via, site.closedBy, site.timeWait);
      }
    }
    boolean all = input.picture.top < 0 || input.picture.sites.size() < input.picture.top;
    return lines.text(sockets, all ? "line not known" : "other lines, or line not known");
  }
}
