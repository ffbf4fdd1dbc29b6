package io.firstfin.report;

import io.firstfin.diagnose.Thresholds;
import java.math.BigDecimal;

/** The object {@code thresholds} of the report; null when unknown. */
final class ThresholdsJson {
  private ThresholdsJson() {}

  static Object write(Thresholds thresholds) {
    return thresholds == null
        ? null
        : new JsonFields()
            .count("timeWait", thresholds.timeWait)
            .count("closeWait", thresholds.closeWait)
            .put("portsPercent", BigDecimal.valueOf(thresholds.portsPercent()))
            .object();
  }

  static Thresholds read(JsonObject json) throws ReportFormatException {
    int timeWait = json.smallInteger("timeWait");
    int closeWait = json.smallInteger("closeWait");
    double ports = json.decimal("portsPercent") / 100;
    boolean known = timeWait >= 0 && closeWait >= 0 && ports >= 0;
    return known ? new Thresholds(timeWait, closeWait, ports) : null;
  }
}
