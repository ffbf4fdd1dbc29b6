package io.firstfin.report;

import io.firstfin.picture.Counters;
import io.firstfin.vocabulary.TcpCounter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The object {@code counters} of the report: those of the namespace, under the names that {@code
 * nstat} uses.
 */
final class CountersJson {
  private CountersJson() {}

  static Object write(Counters counters) {
    return new JsonFields()
        .put("total", numbers(counters.total))
        .put("growth", numbers(counters.growth))
        .decimal("seconds", counters.seconds)
        .object();
  }

  private static Object numbers(Map<TcpCounter, Long> counters) {
    Map<String, Object> json = new LinkedHashMap<String, Object>();
    for (Map.Entry<TcpCounter, Long> counter : counters.entrySet()) {
      json.put(counter.getKey().nstat(), counter.getValue());
    }
    return json;
  }

  static Counters read(JsonObject json) throws ReportFormatException {
    return new Counters(
        numbers(json.object("total")), numbers(json.object("growth")), json.decimal("seconds"));
  }

  private static Map<TcpCounter, Long> numbers(JsonObject json) throws ReportFormatException {
    Map<TcpCounter, Long> counters = new EnumMap<TcpCounter, Long>(TcpCounter.class);
    for (TcpCounter counter : TcpCounter.values()) {
      long number = json.integer(counter.nstat());
      if (number >= 0) {
        counters.put(counter, number);
      }
    }
    return counters;
  }
}
