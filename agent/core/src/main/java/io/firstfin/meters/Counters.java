package io.firstfin.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The counters of one name. Each appears when its tags first occur, and then stays. */
final class Counters extends Series<Total> {
  Counters(Target target, String name, String description, String baseUnit) {
    super(target, name, description, baseUnit);
  }

  @Override
  Total newValue() {
    return new Total();
  }

  @Override
  Meter register(MeterRegistry registry, Tags tags, Total value) {
    return FunctionCounter.builder(name, value, Total::shown)
        .tags(tags)
        .description(description)
        .baseUnit(baseUnit)
        .register(registry);
  }
}
