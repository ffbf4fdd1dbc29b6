package io.firstfin.registry.joined;

import io.firstfin.meters.Meters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The agent's meters in one registry, which this object does not keep. */
final class Joined {
  private static final String PREFIX = "firstfin.";

  final WeakReference<MeterRegistry> registry;
  final Meters meters;

  private Joined(MeterRegistry registry, AtomicBoolean read) {
    this.registry = new WeakReference<MeterRegistry>(registry);
    this.meters = new Meters(read);
  }

  /**
   * Joins a registry. Before that it removes the meters that came to the registry through a
   * composite, which the registry has left since: those are no longer updated.
   */
  static Joined join(MeterRegistry registry, AtomicBoolean read) {
    sweep(registry);
    Joined joined = new Joined(registry, read);
    joined.meters.bindTo(registry);
    return joined;
  }

  /**
   * Removes the meters. If a listener threw while a composite passed a meter on, the composite does
   * not know that one of the registries that it feeds has the meter: so they are removed there as
   * well.
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
