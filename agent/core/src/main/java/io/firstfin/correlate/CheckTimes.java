package io.firstfin.correlate;

import io.firstfin.picture.CheckTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long checks took to ask the kernel, by source. One thread. */
final class CheckTimes {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, long[]> bySource = new LinkedHashMap<String, long[]>();

  void add(KernelCheck check) {
    long[] sum = bySource.computeIfAbsent(check.source, source -> new long[2]);
    sum[0]++;
    sum[1] += (long) (check.millis * NANOS_PER_MILLI);
  }

  List<CheckTime> list() {
    List<CheckTime> list = new ArrayList<CheckTime>();
    for (Map.Entry<String, long[]> entry : bySource.entrySet()) {
      list.add(new CheckTime(entry.getKey(), entry.getValue()[0], entry.getValue()[1]));
    }
    return list;
  }
}
