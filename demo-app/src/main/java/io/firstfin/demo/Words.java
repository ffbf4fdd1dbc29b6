package io.firstfin.demo;

import java.util.Collection;
import java.util.stream.Collectors;

/** Parts of sentences. */
final class Words {
  private Words() {}

  /** Such as {@code 1, 2 and 3}. */
  static String list(Collection<?> values) {
    String all = values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " and" + all.substring(last + 1);
  }
}
