package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * As a client this JVM closes first and fills TIME_WAIT. The threshold is on all that this JVM
 * made; each destination that contributes substantially has its finding. Where none does, for the
 * sockets are spread over many destinations or their role is not known, one finding speaks for the
 * process.
 */
final class ClosePerRequest implements Diagnosis {
  static final String ID = "close-per-request";

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
    for (Destination destination : ClientTimeWait.substantial(picture, thresholds)) {
      found.accept(towards(destination, picture));
    }
    SpreadTimeWait spread = SpreadTimeWait.of(Role.CLIENT, picture, thresholds);
    if (spread != null) {
      found.accept(
          spread
              .finding(ID, picture)
              .topic("time-wait")
              .cause("this JVM closes first towards many destinations")
              .remedies(generic())
              .build());
      return;
    }
    SpreadTimeWait unknown = SpreadTimeWait.of(Role.UNKNOWN, picture, thresholds);
    if (unknown != null) {
      found.accept(
          unknown
              .finding(ID, picture)
              .topic("time-wait")
              .cause(
                  "this JVM closes first; whether it opened the connections or accepted them was"
                      + " not seen")
              .remedy("for what it opens: " + generic().get(0))
              .remedy("for what it accepts: " + TimeWaitServerSide.LET_THE_CLIENT_CLOSE)
              .build());
    }
  }

  private static Finding towards(Destination destination, Picture picture) {
    return ClientTimeWait.finding(ID, destination, picture.ports)
        .cause(cause(destination))
        .remedies(remedies(destination, picture))
        .build();
  }

  static String cause(Destination destination) {
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

  static Collection<String> remedies(Destination destination, Picture picture) {
    boolean pooled = destination.exchangesMedian > 1 || destination.ageMillisMedian > YOUNG_MILLIS;
    Set<String> ofPool = SiteRemedies.of(PoolChurn.ID, destination.sites, picture);
    Set<String> remedies = new LinkedHashSet<>();
    if (!pooled || ofPool.isEmpty()) {
      // A login, or HTTP/2's beginning, is an exchange or more without any call.
      remedies.addAll(SiteRemedies.of(ID, destination.sites, picture));
    }
    remedies.addAll(ofPool);
    if (pooled) {
      remedies.add(PoolChurn.KEEP_AS_MANY);
    }
    return remedies.isEmpty() ? generic() : remedies;
  }

  private static List<String> generic() {
    List<String> remedies = new ArrayList<>();
    remedies.add("share one pooled client and use its connections again");
    remedies.add(
        "with HttpURLConnection: read the body and the error stream to the end and close the"
            + " stream; no disconnect(), no Connection: close");
    return remedies;
  }
}
