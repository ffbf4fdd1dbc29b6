package io.firstfin.report;

import io.firstfin.picture.Ports;

/** The object {@code ports} of the report: the namespace's settings. */
final class PortsJson {
  private PortsJson() {}

  static Object write(Ports ports) {
    return new JsonFields()
        .count("low", ports.low)
        .count("high", ports.high)
        .count("reserved", ports.reserved)
        .count("timeWaitReuse", ports.timeWaitReuse)
        .count("timeWaitReuseDelayMillis", ports.timeWaitReuseDelayMillis)
        .count("timestamps", ports.timestamps)
        .count("maxTimeWaitBuckets", ports.maxTimeWaitBuckets)
        .object();
  }

  static Ports read(JsonObject json) throws ReportFormatException {
    return Ports.builder()
        .low(json.smallInteger("low"))
        .high(json.smallInteger("high"))
        .reserved(json.smallInteger("reserved"))
        .timeWaitReuse(json.smallInteger("timeWaitReuse"))
        .timeWaitReuseDelayMillis(json.smallInteger("timeWaitReuseDelayMillis"))
        .timestamps(json.smallInteger("timestamps"))
        .maxTimeWaitBuckets(json.smallInteger("maxTimeWaitBuckets"))
        .build();
  }
}
