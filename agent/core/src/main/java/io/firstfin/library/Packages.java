package io.firstfin.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells by a class's binary name ({@code java.net.Socket}) whose it is: the longest prefix that is
 * listed decides. Does not allocate; any thread. Immutable.
 *
 * <p>What is not listed is taken for the application's: a missing library moves the line that is
 * named some frames towards the socket, and is otherwise harmless.
 */
public final class Packages {
  /** Sorted. */
  private final String[] prefixes;

  /** Of each prefix. */
  private final Library[] libraries;

  /** The longest other prefix that each begins with; -1 when none. */
  private final int[] shorter;

  /** Of libraries that have the same prefix, the last one wins. */
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

  /** Whose a class is, or the frame of one; null when no prefix says so. */
  public Owner ownerOf(String className) {
    Library library = of(className);
    return library == null ? null : library.owner;
  }

  /** Whether a class belongs to the JDK, as a library or not. */
  public boolean isJdk(String className) {
    Owner owner = ownerOf(className);
    return owner == Owner.JDK || owner == Owner.PLATFORM;
  }

  /** Whose prefix a class's name, or a frame, begins with; null when nobody's. */
  Library of(String className) {
    int index = Arrays.binarySearch(prefixes, className);
    // Whatever lies between a prefix of the name and the name begins with that prefix as well.
    int at = index >= 0 ? index : -index - 2;
    while (at >= 0 && !className.startsWith(prefixes[at])) {
      at = shorter[at];
    }
    return at < 0 ? null : libraries[at];
  }

  /** All prefixes, sorted. */
  List<String> prefixes() {
    return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(prefixes)));
  }
}
