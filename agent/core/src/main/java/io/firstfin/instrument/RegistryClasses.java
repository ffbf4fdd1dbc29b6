package io.firstfin.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The classes of Micrometer through which the agent finds registries. Copies of Micrometer under
 * other names are left alone, because a library that renames its copy wants it for itself.
 */
final class RegistryClasses {
  static final String METRICS = "io.micrometer.core.instrument.Metrics";
  static final String METER_REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

  private static final String REGISTRY = METER_REGISTRY.replace('.', '/');

  /** Classes whose scrape calls no instrumented method of {@code MeterRegistry}. */
  private static final List<String> SCRAPED =
      Arrays.asList(
          "io/micrometer/prometheusmetrics/PrometheusMeterRegistry",
          "io/micrometer/prometheus/PrometheusMeterRegistry");

  private RegistryClasses() {}

  /** Whether this is the internal name of the class that every registry extends. */
  static boolean isRegistry(String internalName) {
    return REGISTRY.equals(internalName);
  }

  /** Whether a class that was loaded before the agent reports the use of its registries. */
  static boolean showsUse(String internalName) {
    return isRegistry(internalName) || SCRAPED.contains(internalName);
  }

  /** The hooks of a class that is about to be loaded. Every registry will call its constructor. */
  static List<Hook> whenLoading() {
    return Collections.singletonList(
        Hook.ofConstructors().after(RegistryCalls.created(Value.SELF)));
  }

  /**
   * The hooks of a class that may have instances already: also the methods that applications call
   * to register a meter, and those that exporters call to read meters. A hook is left out where a
   * version lacks its method.
   */
  static List<Hook> whenLoaded(String internalName) {
    if (!isRegistry(internalName)) {
      return Collections.singletonList(used("scrape"));
    }
    List<Hook> hooks = new ArrayList<Hook>(whenLoading());
    for (String method : new String[] {"getOrCreateMeter", "getMeters", "forEachMeter"}) {
      hooks.add(used(method));
    }
    return hooks;
  }

  private static Hook used(String method) {
    return Hook.named(method).before(RegistryCalls.used(Value.SELF));
  }
}
