package io.firstfin.registry.joined;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Which registry feeds which. */
final class Composites {
  private Composites() {}

  /** Those that no other one feeds, without those that are closed. */
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
   * Whether what is put into it comes out anywhere. Micrometer warns an application that adds its
   * first registry to a composite which has meters by then, so that an empty one is left alone.
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

  /** All that a registry feeds, over any number of composites. */
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
