package io.firstfin.registry.joined;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Finds out which registry feeds which. */
final class Composites {
  private Composites() {}

  /** The registries that no other one feeds, without those that are closed. */
  static Set<MeterRegistry> roots(Collection<MeterRegistry> registries) {
    Set<MeterRegistry> roots = identitySet();
    for (MeterRegistry registry : registries) {
      if (!registry.isClosed()) {
        roots.add(registry);
      }
    }
    for (MeterRegistry registry : registries) {
      for (MeterRegistry fed : fedBy(registry)) {
        roots.remove(fed);
      }
    }
    return roots;
  }

  /**
   * Whether any registry exports what is put into this one. An empty composite does not, and it is
   * left alone: Micrometer warns an application that adds its first registry to a composite which
   * already has meters.
   */
  static boolean isExported(MeterRegistry registry) {
    if (!(registry instanceof CompositeMeterRegistry)) {
      return true;
    }
    for (MeterRegistry fed : fedBy(registry)) {
      if (!(fed instanceof CompositeMeterRegistry) && !fed.isClosed()) {
        return true;
      }
    }
    return false;
  }

  /** All registries that a registry feeds, through any number of composites. */
  static Set<MeterRegistry> fedBy(MeterRegistry registry) {
    Set<MeterRegistry> fed = identitySet();
    addFedBy(registry, fed);
    return fed;
  }

  private static void addFedBy(MeterRegistry registry, Set<MeterRegistry> fed) {
    if (registry instanceof CompositeMeterRegistry) {
      for (MeterRegistry child : ((CompositeMeterRegistry) registry).getRegistries()) {
        if (fed.add(child)) {
          addFedBy(child, fed);
        }
      }
    }
  }

  static Set<MeterRegistry> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<MeterRegistry, Boolean>());
  }
}
