package io.firstfin.meters;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The series of one meter, by their tags. It holds the values, because Micrometer keeps only weak
 * references to them.
 *
 * @param <V> the value that a series shows
 */
abstract class Series<V> {
  final Target target;
  final String name;
  final String description;
  final String baseUnit;
  private final Map<Tags, Entry<V>> entries = new HashMap<Tags, Entry<V>>();

  Series(Target target, String name, String description, String baseUnit) {
    this.target = target;
    this.name = name;
    this.description = description;
    this.baseUnit = baseUnit;
  }

  /** The value of the series with these tags, which is registered when it is new. */
  final V of(Tags tags) {
    Entry<V> entry = entries.get(tags);
    if (entry == null) {
      V value = newValue();
      entry = new Entry<V>(value, target.register(registry -> register(registry, tags, value)));
      entries.put(tags, entry);
    }
    return entry.value;
  }

  /** Removes the series whose tags are not among these. */
  final void retain(Set<Tags> tags) {
    Iterator<Map.Entry<Tags, Entry<V>>> all = entries.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Tags, Entry<V>> next = all.next();
      if (!tags.contains(next.getKey())) {
        target.remove(next.getValue().id);
        all.remove();
      }
    }
  }

  final void removeAll() {
    for (Entry<V> entry : entries.values()) {
      target.remove(entry.id);
    }
    entries.clear();
  }

  abstract V newValue();

  abstract Meter register(MeterRegistry registry, Tags tags, V value);

  private static final class Entry<V> {
    final V value;
    final Meter.Id id;

    Entry(V value, Meter.Id id) {
      this.value = value;
      this.id = id;
    }
  }
}
