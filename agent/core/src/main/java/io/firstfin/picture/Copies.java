package io.firstfin.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of the lists and maps that a value keeps: in the same order, and unmodifiable. */
final class Copies {
  private Copies() {}

  static <T> List<T> of(List<T> list) {
    return list.isEmpty()
        ? Collections.<T>emptyList()
        : Collections.unmodifiableList(new ArrayList<T>(list));
  }

  static <K, V> Map<K, V> of(Map<K, V> map) {
    return map.isEmpty()
        ? Collections.<K, V>emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<K, V>(map));
  }
}
