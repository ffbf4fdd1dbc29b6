package io.firstfin.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.docs.DocumentedTable;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The documented meters are those that a registry shows, with the same types and tags. */
class MetersTableTest {
  @Test
  void theTableHasEveryMeterWithItsTypeAndTags() throws IOException {
    assertEquals(registered(), documented());
  }

  private static Map<String, String> registered() {
    MeterRegistry registry = new SimpleMeterRegistry();
    Meters meters = new Meters();
    meters.bindTo(registry);
    meters.accept(MetersTest.everything().build());
    Map<String, String> types = new TreeMap<>();
    Map<String, TreeSet<String>> tags = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      String name = meter.getId().getName();
      types.put(name, meter.getId().getType().name().toLowerCase(Locale.ROOT));
      TreeSet<String> keys = tags.computeIfAbsent(name, key -> new TreeSet<>());
      meter.getId().getTags().stream().map(Tag::getKey).forEach(keys::add);
    }
    tags.forEach((name, keys) -> types.merge(name, keys.toString(), (type, k) -> type + ' ' + k));
    return types;
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> meters = new TreeMap<>();
    for (List<String> cells : DocumentedTable.under("meter", "type, tags", "meaning")) {
      List<String> tags = new ArrayList<>(new TreeSet<>(DocumentedTable.code(cells.get(1))));
      String type = cells.get(1).replaceFirst(";.*", "").strip();
      for (String name : DocumentedTable.code(cells.get(0))) {
        meters.put(name, type + ' ' + tags);
      }
    }
    return meters;
  }
}
