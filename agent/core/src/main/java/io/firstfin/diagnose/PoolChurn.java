package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import io.firstfin.picture.SiteShare;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A pool closes what it could keep, and the next call opens it again. */
final class PoolChurn implements Diagnosis {
  static final String ID = "pool-churn";

  static final String KEEP_AS_MANY =
      "let the pool keep as many idle connections as calls run at once, and keep them longer";

  /**
   * Pools count idle time-outs in seconds: what ends younger was one idle connection too many. The
   * ages that a destination tells are rounded down by up to a quarter.
   */
  private static final long YOUNGER_THAN_IDLE_MILLIS = 750;

  private final Thresholds thresholds;

  PoolChurn(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> explains() {
    return Arrays.asList(ClosePerRequest.ID, IdleClose.ID);
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (Destination destination :
        ClientTimeWait.mostlyClosedBy(Libraries::closedByPool, picture, thresholds)) {
      found.accept(finding(destination, picture));
    }
  }

  private static Finding finding(Destination destination, Picture picture) {
    return ClientTimeWait.finding(ID, destination, picture.ports)
        .cause(cause(destination, picture))
        .remedies(remedies(destination, picture))
        .notRemedy(
            "raising only the limit of all connections: that of the idle ones decides what is kept")
        .evidence(
            "timeWaitOfPool", SiteFrames.timeWait(destination, picture, Libraries::closedByPool))
        .build();
  }

  static Set<String> remedies(Destination destination, Picture picture) {
    Set<String> shareClient = shareClient(destination, picture);
    Set<String> remedies = new LinkedHashSet<>(shareClient);
    remedies.addAll(SiteRemedies.of(ID, destination.sites, picture));
    remedies.add(shareClient.isEmpty() ? KEEP_AS_MANY : "if it is one client: " + KEEP_AS_MANY);
    return remedies;
  }

  /**
   * What served one exchange and then was idle was of no use to another call: so it is too with a
   * client for each call, which has a pool of its own. The stack is the same.
   */
  private static Set<String> shareClient(Destination destination, Picture picture) {
    return destination.exchangesMedian == 1 && !isYoung(destination)
        ? SiteRemedies.of(ClientPerCall.ID, destination.sites, picture)
        : Collections.<String>emptySet();
  }

  /** Names the method of the heaviest call site that is a pool's. */
  private static String pool(Destination destination, Picture picture) {
    for (SiteShare share : destination.sites) {
      String pool = Libraries.poolThatClosed(SiteFrames.of(share, picture));
      if (pool != null) {
        return " (" + pool + ")";
      }
    }
    return "";
  }

  static String cause(Destination destination, Picture picture) {
    String tooMany =
        "the pool closes them"
            + pool(destination, picture)
            + ": more connections become idle than it keeps";
    if (isYoung(destination)) {
      return tooMany;
    }
    String cause = tooMany + ", or they are idle for longer than it keeps them";
    return shareClient(destination, picture).isEmpty()
        ? cause
        : cause + "; or a client is made for each call, whose pool no other call uses";
  }

  private static boolean isYoung(Destination destination) {
    return destination.ageMillisMedian >= 0
        && destination.ageMillisMedian < YOUNGER_THAN_IDLE_MILLIS;
  }
}
