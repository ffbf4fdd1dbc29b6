package io.firstfin.record;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells frames of the agent and the JDK, of libraries and of the application apart. Thread-safe.
 */
public final class FrameKinds {
  /** Of the JDK or of FirstFIN: left out while no other frame has been met. */
  public static final int PLATFORM = 1;

  /** Of a widely used library. */
  public static final int LIBRARY = 2;

  /** Anything else. */
  public static final int APPLICATION = 3;

  private static final int CACHED = 4096;

  private final String[] applicationPackages;
  private final AtomicLongArray cache = new AtomicLongArray(CACHED);

  /** With {@code applicationPackages} given, only they are the application's own. */
  public FrameKinds(List<String> applicationPackages) {
    this.applicationPackages = applicationPackages.toArray(new String[0]);
  }

  /** The kind of a class by its name; remembered by the name's hash, so that it is cheap. */
  public int kindOf(String className) {
    int hash = className.hashCode();
    int slot = (hash ^ hash >>> 12) & CACHED - 1;
    long cached = cache.get(slot);
    if ((int) (cached >>> 2) == hash && (cached & 3) != 0) {
      return (int) cached & 3;
    }
    int kind = decide(className);
    cache.lazySet(slot, (hash & 0xffffffffL) << 2 | kind);
    return kind;
  }

  private int decide(String className) {
    if (className.startsWith("jdk.internal.net.http.")
        || className.startsWith("sun.net.httpserver.")
        || className.startsWith("sun.net.www.")) {
      // HTTP clients and a server like any other: how they close tells why.
      return LIBRARY;
    }
    if (className.startsWith("io.firstfin.") && !className.startsWith("io.firstfin.demo.")) {
      return PLATFORM;
    }
    if (applicationPackages.length > 0) {
      for (String prefix : applicationPackages) {
        if (className.startsWith(prefix)) {
          return APPLICATION;
        }
      }
      return LibraryPackages.isJdk(className) ? PLATFORM : LIBRARY;
    }
    if (LibraryPackages.isJdk(className)) {
      return PLATFORM;
    }
    return LibraryPackages.isLibrary(className) ? LIBRARY : APPLICATION;
  }
}
