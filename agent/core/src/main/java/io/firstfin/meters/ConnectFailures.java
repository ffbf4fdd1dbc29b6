package io.firstfin.meters;

import io.firstfin.picture.ConnectFailure;
import io.firstfin.report.Report;
import io.firstfin.vocabulary.ConnectFailureReason;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** Connects that failed, by reason, towards all destinations. */
final class ConnectFailures implements ReportBinder {
  private Counters failures;

  @Override
  public void bindTo(Target target) {
    failures =
        new Counters(
            target,
            "firstfin.connect.failures",
            "Connects of this JVM that failed; address_unavailable: no ephemeral port was left",
            "failures");
    // Registered from the start: a counter that first appears at 40 has no increase that a rate
    // would show.
    for (ConnectFailureReason reason : ConnectFailureReason.values()) {
      failures.of(Tags.of("reason", reason.label()));
    }
  }

  @Override
  public void update(Report report) {
    Map<String, Long> byReason = new HashMap<String, Long>();
    for (ConnectFailure failure : report.picture.connectFailures) {
      Long before = byReason.get(failure.reason);
      byReason.put(failure.reason, failure.count + (before == null ? 0 : before));
    }
    for (Map.Entry<String, Long> entry : byReason.entrySet()) {
      failures.of(Tags.of("reason", entry.getKey())).raise(entry.getValue());
    }
  }

  @Override
  public void unbind() {
    failures.removeAll();
  }
}
