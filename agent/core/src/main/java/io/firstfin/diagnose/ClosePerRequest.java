package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * As a client this JVM closes first and fills TIME_WAIT. The threshold is on all that this JVM
 * made; each destination that contributes substantially has its finding. Where none does, for the
 * sockets are spread over many destinations, one finding speaks for the process.
 */
final class ClosePerRequest implements Diagnosis {
  static final String ID = "close-per-request";

  /** Key of the libraries' words on a pool that is too small; not the id of a finding yet. */
  static final String POOL = "pool-churn";

  /** One exchange on a connection that lived longer is no call that closes behind itself. */
  private static final long YOUNG_MILLIS = 10_000;

  private final Thresholds thresholds;

  ClosePerRequest(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    int ofThisJvm = picture.timeWait.thisJvm;
    if (ofThisJvm < thresholds.timeWait) {
      return;
    }
    int asClient = 0;
    boolean told = false;
    List<Destination> spread = new ArrayList<>();
    for (Destination destination : picture.destinations) {
      if (destination.role != Role.CLIENT || destination.timeWait <= 0) {
        continue;
      }
      asClient += destination.timeWait;
      spread.add(destination);
      if (Substantial.is(destination.timeWait, ofThisJvm, thresholds.timeWait)) {
        found.accept(towards(destination, picture));
        told = true;
      }
    }
    if (!told && asClient >= thresholds.timeWait) {
      found.accept(towardsMany(spread, asClient, picture));
    }
  }

  private Finding towards(Destination destination, Picture picture) {
    int all = Math.max(destination.timeWaitAll, destination.timeWait);
    FindingBuilder finding =
        new FindingBuilder(ID, Severity.WARNING, destination.remote)
            .topic("time-wait")
            .summary(
                Words.count(all, "socket")
                    + " in TIME_WAIT"
                    + growth(destination.timeWaitGrowth)
                    + PortShare.text(destination)
                    + ".")
            .detail(closedFirst(destination))
            .details(Lines.of(destination.sites).text(destination.timeWait, "line not known"))
            .cause(cause(destination))
            .remedies(remedies(destination, picture))
            .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT);
    return evidence(finding, destination).build();
  }

  private static String growth(double perSecond) {
    return Double.isNaN(perSecond) || Math.abs(perSecond) < 0.5 ? "" : ", " + Words.rate(perSecond);
  }

  private static String closedFirst(Destination destination) {
    StringBuilder text =
        new StringBuilder("This JVM closed first in ")
            .append(Words.count(destination.timeWait))
            .append(" of them (client side");
    boolean exchanges = destination.exchangesMedian >= 0;
    boolean age = destination.ageMillisMedian >= 0;
    if (exchanges) {
      text.append(", ").append(Words.count(destination.exchangesMedian, "exchange"));
      text.append(" each");
    }
    if (age) {
      text.append(", ").append(Words.millis(destination.ageMillisMedian)).append(" old");
    }
    return text.append(exchanges || age ? " at the median)." : ").").toString();
  }

  private static String cause(Destination destination) {
    int exchanges = destination.exchangesMedian;
    if (onePerCall(destination)) {
      return "one connection per call";
    }
    if (exchanges == 0) {
      return "connections are opened and closed again without an exchange";
    }
    if (exchanges < 0) {
      return "this JVM closes first; how many exchanges a connection served is not known";
    }
    return "this JVM closes first, after a connection served "
        + Words.count(exchanges, "exchange")
        + (destination.ageMillisMedian < 0
            ? ""
            : " in " + Words.millis(destination.ageMillisMedian));
  }

  /** An unknown age does not speak against it: one exchange each is known then. */
  private static boolean onePerCall(Destination destination) {
    return destination.exchangesMedian == 1 && destination.ageMillisMedian <= YOUNG_MILLIS;
  }

  private static List<String> remedies(Destination destination, Picture picture) {
    boolean pooled = destination.exchangesMedian > 1 || destination.ageMillisMedian > YOUNG_MILLIS;
    Set<String> remedies = new LinkedHashSet<>();
    if (!pooled) {
      remedies.addAll(SiteRemedies.of(ID, destination, picture));
    }
    remedies.addAll(SiteRemedies.of(POOL, destination, picture));
    if (pooled) {
      remedies.add(
          "let the pool keep as many idle connections as calls run at once, and keep them longer");
    }
    return remedies.isEmpty() ? generic() : new ArrayList<>(remedies);
  }

  private static List<String> generic() {
    List<String> remedies = new ArrayList<>();
    remedies.add("share one pooled client and use its connections again");
    remedies.add(
        "with HttpURLConnection: read the body and the error stream to the end and close the"
            + " stream; no disconnect(), no Connection: close");
    return remedies;
  }

  private static FindingBuilder evidence(FindingBuilder finding, Destination destination) {
    return finding
        .evidence("timeWait", destination.timeWait)
        .evidence("timeWaitAll", destination.timeWaitAll)
        .evidence("timeWaitPerSecond", destination.timeWaitGrowth)
        .evidence("closesPerSecond", destination.closesPerSecond)
        .evidence("closesPerSecondBudget", PortShare.closesPerSecondBudget(destination))
        .evidence("timeWaitSteady", PortShare.timeWaitSteady(destination))
        .evidence("portsUsed", destination.portsUsed)
        .evidence("portsMax", destination.portsMax)
        .evidence("secondsToExhaustion", destination.secondsToExhaustion)
        .evidence("exchangesMedian", destination.exchangesMedian)
        .evidence("ageMillisMedian", destination.ageMillisMedian)
        .evidence("check", "ss -Htan state time-wait dst " + destination.remote + " | wc -l");
  }

  private static Finding towardsMany(List<Destination> spread, int asClient, Picture picture) {
    Lines lines = new Lines();
    for (Destination destination : spread) {
      for (SiteShare share : destination.sites) {
        lines.add(share.line, share.via, share.timeWait);
      }
    }
    return new FindingBuilder(ID, Severity.WARNING, "process")
        .topic("time-wait")
        .summary(
            Words.count(asClient, "socket")
                + " in TIME_WAIT towards "
                + Words.count(spread.size(), "destination")
                + ", none of which stands out.")
        .detail("This JVM closed first in all of them (client side).")
        .details(lines.text(asClient, "line not known"))
        .cause("this JVM closes first towards many destinations")
        .remedies(generic())
        .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
        .evidence("timeWait", asClient)
        .evidence("destinations", spread.size())
        .build();
  }
}
