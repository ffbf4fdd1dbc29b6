package io.firstfin.diagnose;

import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** As a server this JVM closes each connection behind its one exchange. */
final class ServerClosesEach implements Diagnosis {
  static final String ID = "server-closes-each";

  /**
   * A close behind the exchange comes at once. One that comes later may be the server's idle
   * time-out instead, which servers count in seconds.
   */
  private static final long AT_ONCE_MILLIS = 1000;

  private final Thresholds thresholds;

  ServerClosesEach(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<String> explains() {
    return Collections.singletonList(TimeWaitServerSide.ID);
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (ServedPort port : ServedPort.of(picture, thresholds)) {
      if (closesEach(port.port)) {
        found.accept(finding(port, picture));
      }
    }
  }

  private static boolean closesEach(ListeningPort port) {
    return port.exchangesMedian == 1
        && port.ageMillisMedian >= 0
        && port.ageMillisMedian < AT_ONCE_MILLIS;
  }

  private Finding finding(ServedPort port, Picture picture) {
    return port.finding(ID, picture, thresholds)
        .cause(
            "each connection is closed behind its one exchange, "
                + Words.millis(port.port.ageMillisMedian)
                + " old at the median: the clients ask for it (HTTP/1.0, Connection: close), or a"
                + " handler closes")
        .remedy(
            "let the clients keep their connections: no Connection: close; a proxy before this"
                + " service too ("
                + ServedPort.NGINX_KEEPS
                + ")")
        .notRemedy("tuning the clients' pools: a connection that was closed cannot be kept")
        .evidence("exchangesMedian", port.port.exchangesMedian)
        .evidence("ageMillisMedian", port.port.ageMillisMedian)
        .build();
  }
}
