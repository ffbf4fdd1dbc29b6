package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.Sentences;
import io.firstfin.picture.ConnectFailure;
import io.firstfin.picture.Picture;
import io.firstfin.text.Numbers;
import io.firstfin.vocabulary.FindingId;
import java.util.function.Consumer;

/**
 * A client that binds before it connects has found no port: the kernel does not know the
 * destination yet, and needs a port that is free towards all.
 */
final class LocalBindExhaustion extends Rule {
  private static final String ANY_PORT = ":0";

  LocalBindExhaustion() {
    super(FindingId.LOCAL_BIND_EXHAUSTION, Severity.WARNING, RuleGroup.FAILURES);
  }

  /** The binds are counted where they fail, not in the kernel's tables. */
  @Override
  public boolean decides(Picture picture) {
    return true;
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (ConnectFailure failure : input.picture.connectFailures) {
      // A port that the client itself chose may be taken while thousands are free.
      if (failure.local.endsWith(ANY_PORT)
          && "address_in_use".equals(failure.reason)
          && PortExhaustion.isRecent(failure, input.picture.timeMillis)) {
        found.accept(finding(failure, input));
      }
    }
  }

  private Finding finding(ConnectFailure failure, RuleInput input) {
    int ports = input.picture.ports.max();
    FindingBuilder finding =
        finding(failure.local)
            .summary(
                Words.count(failure.count, "bind")
                    + " of client sockets found no free port (EADDRINUSE)"
                    + (ports > 0
                        ? "; the range " + range(input) + " has " + Numbers.count(ports)
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
            .notRemedy(Sentences.NOT_FIN_TIMEOUT)
            .evidence("addressInUse", failure.count)
            .evidence("lastFailureMillis", failure.lastMillis)
            .evidence("portsMax", ports)
            .evidence("timeWait", input.picture.timeWait.total);
    if (!failure.line.isEmpty()) {
      finding.detail("The last bind that failed: " + failure.line);
    }
    if (ports > 0) {
      finding.evidence(
          "check",
          "ss -Htan 'sport >= :"
              + input.picture.ports.low
              + " and sport <= :"
              + input.picture.ports.high
              + "' | wc -l");
    }
    return finding.build();
  }

  private static String range(RuleInput input) {
    return input.picture.ports.low + " to " + input.picture.ports.high;
  }
}
