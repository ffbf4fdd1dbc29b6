package io.firstfin.library;

import io.firstfin.vocabulary.FindingId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One library, with what its file says. Immutable. */
public final class Library {
  /** In a file, instead of the name of a library. */
  private static final String ANY = "*";

  public final String name;
  public final Owner owner;

  /** The beginnings of its classes' names, such as {@code okhttp3.}. */
  public final List<String> packages;

  /** The beginnings of its threads' names, such as {@code lettuce-}. */
  public final List<String> threads;

  private final List<String> delegates;
  private final Map<StackKind, List<String>> methods;
  private final Map<FindingId, List<String>> remedies;

  private Library(Builder parts) {
    name = parts.name;
    owner = parts.owner;
    packages = Collections.unmodifiableList(parts.packages);
    threads = Collections.unmodifiableList(parts.threads);
    delegates = parts.delegates;
    methods = parts.methods;
    remedies = parts.remedies;
  }

  /**
   * Whether its user chooses and configures {@code inner}, which it calls: a pool's user chooses
   * the driver. Then the sentences of {@code inner} are for that user as well.
   */
  boolean delegatesTo(Library inner) {
    return delegates.contains(inner.name)
        || delegates.contains(ANY) && inner.owner != Owner.TOOLKIT;
  }

  /** The sentences for a finding; empty when this library has none. */
  public List<String> remedies(FindingId finding) {
    return remedies.getOrDefault(finding, Collections.<String>emptyList());
  }

  /** The sentences for all findings. */
  public Collection<List<String>> remedies() {
    return Collections.unmodifiableCollection(remedies.values());
  }

  /** Its methods of this kind, such as {@code okhttp3.ConnectionPool.evictAll}. */
  public List<String> methods(StackKind kind) {
    return methods.getOrDefault(kind, Collections.<String>emptyList());
  }

  static final class Builder {
    final String name;
    Owner owner = Owner.LIBRARY;
    final List<String> packages = new ArrayList<>();
    final List<String> threads = new ArrayList<>();
    final List<String> delegates = new ArrayList<>();
    final Map<StackKind, List<String>> methods = new EnumMap<>(StackKind.class);
    final Map<FindingId, List<String>> remedies = new EnumMap<>(FindingId.class);

    Builder(String name) {
      this.name = name;
    }

    void method(StackKind kind, String method) {
      add(methods, kind, method);
    }

    void remedy(FindingId finding, String sentence) {
      add(remedies, finding, sentence);
    }

    private static <K> void add(Map<K, List<String>> lists, K key, String text) {
      lists.computeIfAbsent(key, any -> new ArrayList<String>()).add(text);
    }

    Library build() {
      return new Library(this);
    }
  }
}
