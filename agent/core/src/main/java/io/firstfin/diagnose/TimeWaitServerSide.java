package io.firstfin.diagnose;

import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.function.Consumer;

/** As a server this JVM closes first. Costs memory, never a client's port: told with its price. */
final class TimeWaitServerSide implements Diagnosis {
  static final String ID = "time-wait-server-side";

  static final String LET_THE_CLIENT_CLOSE =
      "let the client close: honour its keep-alive; behind a proxy too ("
          + ServedPort.NGINX_KEEPS
          + ")";

  private final Thresholds thresholds;

  TimeWaitServerSide(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (ServedPort port : ServedPort.of(picture, thresholds)) {
      found.accept(
          port.finding(ID, picture, thresholds)
              .cause("this JVM closes the connections that it accepted" + after(port))
              .remedy(LET_THE_CLIENT_CLOSE)
              .build());
    }
    SpreadTimeWait spread = SpreadTimeWait.of(Role.SERVER, picture, thresholds);
    if (spread != null) {
      found.accept(
          spread
              .finding(ID, picture)
              .detail(ServedPort.cost(spread.sockets, picture.ports.maxTimeWaitBuckets))
              .cause("this JVM closes the connections that it accepted, on many ports")
              .remedy(LET_THE_CLIENT_CLOSE)
              .notRemedy("any other sysctl: nothing is short here")
              .build());
    }
  }

  /** What its connections served, when it is known. */
  private static String after(ServedPort port) {
    int exchanges = port.port.exchangesMedian;
    return exchanges < 0 ? "" : ", after " + Words.count(exchanges, "exchange") + " at the median";
  }
}
