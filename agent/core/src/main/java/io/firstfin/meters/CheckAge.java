package io.firstfin.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The age of the check that all other meters show. Its value is that of the moment of reading. */
final class CheckAge extends Series<Target> {
  CheckAge(Target target) {
    super(
        target,
        "firstfin.agent.check.age",
        "Time since the agent's last check, from which the other meters are; when it is too long,"
            + " the gauges have no value",
        "seconds");
  }

  @Override
  Target newValue() {
    return target;
  }

  @Override
  Meter register(MeterRegistry registry, Tags tags, Target value) {
    return Gauge.builder(name, value, Target::ageSeconds)
        .tags(tags)
        .description(description)
        .baseUnit(baseUnit)
        .register(registry);
  }
}
