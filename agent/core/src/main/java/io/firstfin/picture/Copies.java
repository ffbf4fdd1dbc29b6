package io.firstfin.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value keeps of a list or a map: a copy in the same order that nobody can change. */
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
