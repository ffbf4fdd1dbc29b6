package io.firstfin.meters;

import io.firstfin.report.Freshness;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The registry that the series are put into. It is not kept, so that an application can drop it.
 * When its filters or listeners throw, only the series in question is lost.
 */
final class Target {
  private final WeakReference<MeterRegistry> registry;
  private final AtomicBoolean read;
  private Throwable failure;
  private volatile Freshness freshness = Freshness.UNKNOWN;

  Target(MeterRegistry registry, AtomicBoolean read) {
    this.registry = new WeakReference<MeterRegistry>(registry);
    this.read = read;
  }

  /** The id by which a meter can be removed again; null when there is no meter. */
  Meter.Id register(Function<MeterRegistry, Meter> registration) {
    MeterRegistry live = registry.get();
    try {
      return live == null ? null : registration.apply(live).getId();
    } catch (RuntimeException | LinkageError e) {
      failure = e;
      return null;
    }
  }

  void remove(Meter.Id id) {
    MeterRegistry live = registry.get();
    try {
      if (live != null && id != null) {
        live.remove(id);
      }
    } catch (RuntimeException | LinkageError e) {
      failure = e;
    }
  }

  /** The freshness of the report that the meters show from now on. */
  void shows(Freshness shown) {
    freshness = shown;
  }

  double ageSeconds() {
    return freshness.ageSeconds();
  }

  boolean isStale() {
    return freshness.isStale();
  }

  /** On any thread that reads a gauge; a plain read where the value is known already. */
  void noteRead() {
    if (!read.get()) {
      read.set(true);
    }
  }

  Throwable takeFailure() {
    Throwable taken = failure;
    failure = null;
    return taken;
  }
}
