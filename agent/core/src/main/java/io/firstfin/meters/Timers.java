package io.firstfin.meters;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;

/** The timers of one name. Each appears when its tags first occur, and then stays. */
final class Timers extends Series<Timers.Times> {
  /** The registry chooses the unit that it shows a timer in. */
  Timers(Target target, String name, String description) {
    super(target, name, description, null);
  }

  @Override
  Times newValue() {
    return new Times();
  }

  @Override
  Meter register(MeterRegistry registry, Tags tags, Times value) {
    return FunctionTimer.builder(name, value, Times::count, Times::nanos, TimeUnit.NANOSECONDS)
        .tags(tags)
        .description(description)
        .register(registry);
  }

  /** How often something was timed, and how long it took in all. */
  static final class Times {
    private final Total count = new Total();
    private final Total nanos = new Total();

    void raise(long newCount, long newNanos) {
      nanos.raise(newNanos);
      count.raise(newCount);
    }

    long count() {
      return (long) count.shown();
    }

    double nanos() {
      return nanos.shown();
    }
  }
}
