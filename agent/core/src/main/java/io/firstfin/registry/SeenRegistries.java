package io.firstfin.registry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The application's registries that were seen so far. The hook calls this on the application's
 * threads, in the middle of its constructors and of its registering. So it waits for nothing, and
 * does nothing with a registry except to remember it weakly.
 */
final class SeenRegistries implements Consumer<Object> {
  /**
   * More than any process has. It bounds the cost of a program that makes registries by the
   * thousand.
   */
  static final int MAX = 256;

  private final AtomicReference<Seen[]> seen = new AtomicReference<Seen[]>(new Seen[0]);
  private final AtomicInteger refused = new AtomicInteger();
  private final Runnable whenSeen;

  /** {@code whenSeen} runs for each new registry, on a thread of the application's. */
  SeenRegistries(Runnable whenSeen) {
    this.whenSeen = whenSeen;
  }

  @Override
  public void accept(Object registry) {
    Seen[] known = seen.get();
    while (!contains(known, registry)) {
      Seen[] more = withoutCollected(known, 1);
      if (more.length > MAX) {
        refused.incrementAndGet();
        return;
      }
      more[more.length - 1] = new Seen(registry);
      if (seen.compareAndSet(known, more)) {
        whenSeen.run();
        return;
      }
      known = seen.get();
    }
  }

  boolean isEmpty() {
    return seen.get().length == 0;
  }

  /**
   * The registries that are still in use, and that were first seen at least so long ago;
   * nanoseconds.
   */
  List<Object> olderThan(long nanos) {
    List<Object> live = new ArrayList<Object>();
    long now = System.nanoTime();
    for (Seen candidate : seen.get()) {
      Object registry = candidate.get();
      if (registry != null && now - candidate.sinceNanos >= nanos) {
        live.add(registry);
      }
    }
    return live;
  }

  /** How often a registry found no room. */
  int refused() {
    return refused.get();
  }

  private static boolean contains(Seen[] known, Object registry) {
    for (Seen one : known) {
      if (one.get() == registry) {
        return true;
      }
    }
    return false;
  }

  private static Seen[] withoutCollected(Seen[] known, int free) {
    List<Seen> live = new ArrayList<Seen>(known.length);
    for (Seen one : known) {
      if (one.get() != null) {
        live.add(one);
      }
    }
    return live.toArray(new Seen[live.size() + free]);
  }

  private static final class Seen extends WeakReference<Object> {
    final long sinceNanos = System.nanoTime();

    Seen(Object registry) {
      super(registry);
    }
  }
}
