package io.firstfin.diagnose;

import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Picture;
import java.util.function.Consumer;

/**
 * A client that binds before it connects has found no port: without a destination the kernel wants
 * one that is free towards all.
 */
final class LocalBindExhaustion implements Diagnosis {
  static final String ID = "local-bind-exhaustion";

  private static final String ANY_PORT = ":0";

  @Override
  public String id() {
    return ID;
  }

  /** The binds are counted where they fail. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(Picture picture, Consumer<Finding> found) {
    for (ConnectFailure failure : picture.connectFailures) {
      // A port of the client's own choice may be taken while thousands are free.
      if (failure.local.endsWith(ANY_PORT)
          && "address_in_use".equals(failure.reason)
          && PortExhaustion.isRecent(failure, picture.timeMillis)) {
        found.accept(finding(failure, picture));
      }
    }
  }

  private static Finding finding(ConnectFailure failure, Picture picture) {
    int ports = picture.ports.max();
    FindingBuilder finding =
        new FindingBuilder(ID, Severity.WARNING, failure.local)
            .summary(
                Words.count(failure.count, "bind")
                    + " of client sockets found no free port (EADDRINUSE)"
                    + (ports > 0
                        ? "; the range " + range(picture) + " has " + Words.count(ports)
                        : "")
                    + ".")
            .counting(failure.count, "binds that found no free port")
            .cause(
                "a bind before the connect knows no destination, and wants a port that is free towards"
                    + " all: TIME_WAIT towards any of them keeps it for 60 s")
            .remedy(
                "connect without a bind: a port is then taken towards one destination only; where a"
                    + " source address is wanted, a route can choose it (ip route ... src)")
            .remedy(
                "where the bind must stay: the address alone with IP_BIND_ADDRESS_NO_PORT (Netty's"
                    + " EpollChannelOption.IP_BIND_ADDRESS_NO_PORT; the JDK's sockets do not have it)")
            .remedy("keep connections, so that fewer ports are in TIME_WAIT")
            .notRemedy(
                "a wider net.ipv4.ip_local_port_range alone: the bind still takes a port from all"
                    + " destinations at once")
            .notRemedy(FindingBuilder.NOT_FIN_TIMEOUT)
            .evidence("addressInUse", failure.count)
            .evidence("lastFailureMillis", failure.lastMillis)
            .evidence("portsMax", ports)
            .evidence("timeWait", picture.timeWait.total);
    if (!failure.line.isEmpty()) {
      finding.detail("The last bind that failed: " + failure.line);
    }
    if (ports > 0) {
      finding.evidence(
          "check",
          "ss -Htan 'sport >= :"
              + picture.ports.low
              + " and sport <= :"
              + picture.ports.high
              + "' | wc -l");
    }
    return finding.build();
  }

  private static String range(Picture picture) {
    return picture.ports.low + " to " + picture.ports.high;
  }
}
