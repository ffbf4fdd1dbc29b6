package io.firstfin.library;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds by a class's binary name ({@code java.net.Socket}) the library or JDK that it belongs to:
 * the longest listed prefix decides. Does not allocate; any thread. Immutable.
 *
 * <p>A class that is not listed is taken for the application's. If a library is missing here, the
 * named line is some frames nearer to the socket; this does no other harm.
 */
public final class Packages {
  /** Sorted. */
  private final String[] prefixes;

  /** The library of each prefix. */
  private final Library[] libraries;

  /**
   * For each prefix, the index of the longest other prefix that it begins with; -1 when there is
   * none.
   */
  private final int[] shorter;

  /** If several libraries have the same prefix, the last one is used. */
  Packages(List<Library> all) {
    Map<String, Library> sorted = new TreeMap<>();
    for (Library library : all) {
      for (String prefix : library.packages) {
        sorted.put(prefix, library);
      }
    }
    prefixes = sorted.keySet().toArray(new String[0]);
    libraries = sorted.values().toArray(new Library[0]);
    shorter = new int[prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      int begin = i - 1;
      while (begin >= 0 && !prefixes[i].startsWith(prefixes[begin])) {
        begin = shorter[begin];
      }
      shorter[i] = begin;
    }
  }

  /** The owner of a class, or of a frame; null when no prefix matches. */
  public Owner ownerOf(String className) {
    Library library = of(className);
    return library == null ? null : library.owner;
  }

  /**
   * Whether a class belongs to the JDK, both to its parts that are used like a library and to the
   * rest.
   */
  public boolean isJdk(String className) {
    Owner owner = ownerOf(className);
    return owner == Owner.JDK || owner == Owner.PLATFORM;
  }

  /**
   * The library with the longest prefix of a class's name or of a frame; null when there is none.
   */
  Library of(String className) {
    int index = Arrays.binarySearch(prefixes, className);
    // In the sorted order, every prefix between the name and a shorter prefix of it begins with
    // that shorter prefix, so that the chain of shorter ones leads there.
    int at = index >= 0 ? index : -index - 2;
    while (at >= 0 && !className.startsWith(prefixes[at])) {
      at = shorter[at];
    }
    return at < 0 ? null : libraries[at];
  }
}
