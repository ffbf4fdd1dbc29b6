package io.firstfin.diagnose.rule;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.FindingBuilder;
import io.firstfin.diagnose.Rule;
import io.firstfin.diagnose.RuleGroup;
import io.firstfin.diagnose.RuleInput;
import io.firstfin.diagnose.Severity;
import io.firstfin.diagnose.Words;
import io.firstfin.diagnose.evidence.ServedPort;
import io.firstfin.diagnose.evidence.SiteRemedies;
import io.firstfin.picture.ListeningPort;
import io.firstfin.vocabulary.FindingId;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** As a server this JVM closes each connection after its one exchange. */
final class ServerClosesEach extends Rule {
  /**
   * A close that belongs to the exchange comes at once. A later one may come from the server's idle
   * time-out instead, which servers count in seconds.
   */
  private static final long AT_ONCE_MILLIS = 1000;

  ServerClosesEach() {
    super(FindingId.SERVER_CLOSES_EACH, Severity.WARNING, RuleGroup.RATES);
  }

  @Override
  public List<FindingId> explains() {
    return Collections.singletonList(FindingId.TIME_WAIT_SERVER_SIDE);
  }

  @Override
  public void diagnose(RuleInput input, Consumer<Finding> found) {
    for (ServedPort port : ServedPort.of(input)) {
      if (closesEach(port.port)) {
        found.accept(finding(port, input));
      }
    }
  }

  private static boolean closesEach(ListeningPort port) {
    return port.exchangesMedian == 1
        && port.ageMillisMedian >= 0
        && port.ageMillisMedian < AT_ONCE_MILLIS;
  }

  private Finding finding(ServedPort port, RuleInput input) {
    boolean keepsSome = port.keepsSome(input);
    FindingBuilder finding =
        port.finding(this, input)
            .cause(
                "each connection is closed after its one exchange, "
                    + Words.millis(port.port.ageMillisMedian)
                    + " old at the median: the clients ask for it (HTTP/1.0, Connection: close), "
                    + (keepsSome
                        ? "or the answer had an error status; connections of other clients are kept"
                        : "the server does so after an error status, or a handler closes"))
            .remedies(port.keepRemedies(input));
    if (!keepsSome) {
      // What a server needs to keep connections is done where it keeps some.
      finding.remedies(SiteRemedies.of(id, port.port.sites, input));
    }
    return finding
        .notRemedy("tuning the clients' pools: a connection that was closed cannot be kept")
        .evidence("exchangesMedian", port.port.exchangesMedian)
        .evidence("ageMillisMedian", port.port.ageMillisMedian)
        .build();
  }
}
