package io.firstfin.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The series of one meter by their tags. It holds the values, to which Micrometer keeps weak
 * references only.
 *
 * @param <V> what a series shows
 */
abstract class Series<V> {
  final MeterRegistry registry;
  final String name;
  final String description;
  final String baseUnit;
  private final Map<Tags, Entry<V>> entries = new HashMap<Tags, Entry<V>>();

  Series(MeterRegistry registry, String name, String description, String baseUnit) {
    this.registry = registry;
    this.name = name;
    this.description = description;
    this.baseUnit = baseUnit;
  }

  /** The value behind these tags; its series is registered when it is new. */
  final V of(Tags tags) {
    Entry<V> entry = entries.get(tags);
    if (entry == null) {
      V value = newValue();
      entry = new Entry<V>(value, register(tags, value));
      entries.put(tags, entry);
    }
    return entry.value;
  }

  /** Takes out the series whose tags are not among these. */
  final void retain(Set<Tags> tags) {
    Iterator<Map.Entry<Tags, Entry<V>>> all = entries.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Tags, Entry<V>> next = all.next();
      if (!tags.contains(next.getKey())) {
        registry.remove(next.getValue().meter);
        all.remove();
      }
    }
  }

  final void removeAll() {
    for (Entry<V> entry : entries.values()) {
      registry.remove(entry.meter);
    }
    entries.clear();
  }

  abstract V newValue();

  abstract Meter register(Tags tags, V value);

  private static final class Entry<V> {
    final V value;
    final Meter meter;

    Entry(V value, Meter meter) {
      this.value = value;
      this.meter = meter;
    }
  }
}
