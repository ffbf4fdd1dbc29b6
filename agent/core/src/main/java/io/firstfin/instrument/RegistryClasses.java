package io.firstfin.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Micrometer's classes in which registries show themselves. Copies under other names are no
 * registries of the application's: whoever moved them wants them for itself.
 */
final class RegistryClasses {
  static final String METRICS = "io.micrometer.core.instrument.Metrics";
  static final String METER_REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

  private static final String REGISTRY = METER_REGISTRY.replace('.', '/');

  /** Those whose scrape asks nothing of {@code MeterRegistry}. */
  private static final List<String> SCRAPED =
      Arrays.asList(
          "io/micrometer/prometheusmetrics/PrometheusMeterRegistry",
          "io/micrometer/prometheus/PrometheusMeterRegistry");

  private RegistryClasses() {}

  /** Whether it is the class that every registry extends, by internal name. */
  static boolean isRegistry(String internalName) {
    return REGISTRY.equals(internalName);
  }

  /** Whether a class that was loaded before the agent came shows registries that are at work. */
  static boolean showsUse(String internalName) {
    return isRegistry(internalName) || SCRAPED.contains(internalName);
  }

  /** For a class that is about to be loaded: every registry will pass its constructor. */
  static List<Hook> whenLoading() {
    return Collections.singletonList(Hook.ofConstructors(RegistryAdvice.Created.class));
  }

  /**
   * For a class that has instances: besides, what an application calls to register a meter, and
   * what exporters call to read them. A version that lacks a method goes without its hook.
   */
  static List<Hook> whenLoaded(String internalName) {
    if (!isRegistry(internalName)) {
      return Collections.singletonList(Hook.named("scrape", RegistryAdvice.Used.class));
    }
    List<Hook> hooks = new ArrayList<Hook>(whenLoading());
    for (String method : new String[] {"getOrCreateMeter", "getMeters", "forEachMeter"}) {
      hooks.add(Hook.named(method, RegistryAdvice.Used.class));
    }
    return hooks;
  }
}
