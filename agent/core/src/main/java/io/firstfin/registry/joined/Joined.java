package io.firstfin.registry.joined;

import io.firstfin.meters.Meters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The agent's meters in one registry, which is not kept. */
final class Joined {
  private static final String PREFIX = "firstfin.";

  final WeakReference<MeterRegistry> registry;
  final Meters meters;

  private Joined(MeterRegistry registry, AtomicBoolean read) {
    this.registry = new WeakReference<MeterRegistry>(registry);
    this.meters = new Meters(read);
  }

  /**
   * Joins a registry. What it still has of meters that came to it over a composite, which it has
   * left since, goes first: they are no longer told anything.
   */
  static Joined join(MeterRegistry registry, AtomicBoolean read) {
    sweep(registry);
    Joined joined = new Joined(registry, read);
    joined.meters.bindTo(registry);
    return joined;
  }

  /**
   * Takes the meters out. A composite whose listener threw while it passed a meter on does not know
   * that one of those that it feeds has it.
   */
  void leave() {
    meters.close();
    MeterRegistry live = registry.get();
    if (live != null) {
      for (MeterRegistry fed : Composites.fedBy(live)) {
        sweep(fed);
      }
    }
  }

  private static void sweep(MeterRegistry registry) {
    for (Meter meter : new ArrayList<Meter>(registry.getMeters())) {
      if (meter.getId().getName().startsWith(PREFIX)) {
        registry.remove(meter);
      }
    }
  }
}
