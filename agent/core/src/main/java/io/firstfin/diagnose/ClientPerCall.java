package io.firstfin.diagnose;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Not connections are closed, but clients, and each takes the pool with it that would keep them.
 */
final class ClientPerCall implements Diagnosis {
  static final String ID = "client-per-call";

  private final Thresholds thresholds;

  ClientPerCall(Thresholds thresholds) {
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
        ClientTimeWait.mostlyClosedBy(ClientPerCall::ended, picture, thresholds)) {
      found.accept(finding(destination, picture));
    }
  }

  static boolean ended(List<String> frames) {
    return Libraries.clientEnded(frames) || Libraries.poolEmptied(frames);
  }

  private static Finding finding(Destination destination, Picture picture) {
    return ClientTimeWait.finding(ID, destination, picture.ports)
        .cause(cause(destination, picture))
        .remedies(remedies(destination, picture))
        .notRemedy("a larger pool in each client: it ends with the client")
        .evidence(
            "timeWaitOfEndedClients",
            SiteFrames.timeWait(destination, picture, ClientPerCall::ended))
        .build();
  }

  static Set<String> remedies(Destination destination, Picture picture) {
    Set<String> remedies = SiteRemedies.of(ID, destination.sites, picture);
    if (remedies.isEmpty()) {
      remedies = SiteRemedies.of(ClosePerRequest.ID, destination.sites, picture);
    }
    remedies.add("look for the client's constructor or builder in the code of each call");
    return remedies;
  }

  static String cause(Destination destination, Picture picture) {
    int exchanges = destination.exchangesMedian;
    String calls = exchanges == 1 ? "each call" : "some calls";
    if (SiteFrames.timeWait(destination, picture, Libraries::poolEmptied) > 0) {
      return "the application closes all that the client's pool has: a client is made for "
          + calls
          + ", or the pool of one is emptied after "
          + calls
          + served(exchanges);
    }
    return "the connections end with the client that opened them: a client is made for "
        + calls
        + (exchanges == 1 ? "" : " and given up")
        + served(exchanges);
  }

  private static String served(int exchanges) {
    if (exchanges == 1) {
      return "";
    }
    return exchanges < 0
        ? "; how many exchanges a connection served is not known"
        : "; " + Words.count(exchanges, "exchange") + " on a connection at the median";
  }
}
