package io.firstfin.record;

import io.firstfin.library.Libraries;
import io.firstfin.library.Owner;
import io.firstfin.library.Packages;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Distinguishes frames of the agent and the JDK, of libraries and of the application. Thread-safe.
 */
public final class FrameKinds {
  /**
   * A frame of the JDK or of FirstFIN. It is left out of a site until another kind of frame is met.
   */
  public static final int PLATFORM = 1;

  /** A frame of a widely used library. */
  public static final int LIBRARY = 2;

  /** Any other frame. */
  public static final int APPLICATION = 3;

  /** A frame that no person wrote: a proxy's, or one of the implementation of reflection. */
  public static final int OMITTED = 4;

  private static final int KIND_BITS = 3;
  private static final int KIND = (1 << KIND_BITS) - 1;

  private static final int CACHED = 4096;

  private final String[] applicationPackages;
  private volatile Libraries libraries;
  private volatile AtomicLongArray cache = new AtomicLongArray(CACHED);

  /** If {@code applicationPackages} has entries, only those packages are the application's own. */
  public FrameKinds(List<String> applicationPackages) {
    this.applicationPackages = applicationPackages.toArray(new String[0]);
  }

  /** Uses these libraries instead of those in the jar. */
  public void use(Libraries known) {
    libraries = known;
    // A new cache: a thread that still decides by the old packages writes into the old one.
    cache = new AtomicLongArray(CACHED);
  }

  /** Whether a class belongs to the JDK, where line numbers change with each update. */
  boolean isJdk(String className) {
    return packages().isJdk(className);
  }

  /**
   * The kind of a class by its name. The answer is cached by the name's hash, so that it is cheap.
   */
  public int kindOf(String className) {
    int hash = className.hashCode();
    int slot = (hash ^ hash >>> 12) & CACHED - 1;
    AtomicLongArray known = cache;
    long cached = known.get(slot);
    if ((int) (cached >>> KIND_BITS) == hash && (cached & KIND) != 0) {
      return (int) cached & KIND;
    }
    int kind = decide(className);
    known.lazySet(slot, (hash & 0xffffffffL) << KIND_BITS | kind);
    return kind;
  }

  private int decide(String className) {
    if (isReflection(className) || GeneratedClasses.includes(className)) {
      return OMITTED;
    }
    Owner owner = packages().ownerOf(className);
    if (owner == Owner.JDK) {
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
      return owner == Owner.PLATFORM ? PLATFORM : LIBRARY;
    }
    if (owner == Owner.PLATFORM) {
      return PLATFORM;
    }
    return owner == Owner.LIBRARY || owner == Owner.TOOLKIT ? LIBRARY : APPLICATION;
  }

  /**
   * Whether the frame belongs to the implementation of reflection. The JVM changes these frames
   * after a method has been called often. {@code StackWalker} leaves such frames out too.
   */
  private static boolean isReflection(String className) {
    return className.startsWith("java.lang.reflect.")
        || className.startsWith("jdk.internal.reflect.")
        || className.startsWith("sun.reflect.");
  }

  private Packages packages() {
    return libraries().packages();
  }

  Libraries libraries() {
    Libraries known = libraries;
    return known == null ? Libraries.builtIn() : known;
  }
}
