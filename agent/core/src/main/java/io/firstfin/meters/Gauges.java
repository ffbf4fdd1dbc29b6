package io.firstfin.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/**
 * The gauges of one name, which come and go. A gauge is NaN before its first value, and when the
 * report is stale that the value is from.
 */
final class Gauges extends Series<Gauges.Value> {
  Gauges(Target target, String name, String description, String baseUnit) {
    super(target, name, description, baseUnit);
  }

  /**
   * Shows these series and no others. A series that stays is never removed from the registry in
   * between.
   */
  void show(Map<Tags, ? extends Number> values) {
    for (Map.Entry<Tags, ? extends Number> entry : values.entrySet()) {
      of(entry.getKey()).set(entry.getValue().doubleValue());
    }
    retain(values.keySet());
  }

  @Override
  Value newValue() {
    return new Value(target);
  }

  @Override
  Meter register(MeterRegistry registry, Tags tags, Value value) {
    return Gauge.builder(name, value, Value::get)
        .tags(tags)
        .description(description)
        .baseUnit(baseUnit)
        .register(registry);
  }

  /** The value that a gauge shows. */
  static final class Value {
    private final Target target;
    private volatile double value = Double.NaN;

    Value(Target target) {
      this.target = target;
    }

    void set(double newValue) {
      value = newValue;
    }

    double get() {
      target.noteRead();
      return target.isStale() ? Double.NaN : value;
    }
  }
}
