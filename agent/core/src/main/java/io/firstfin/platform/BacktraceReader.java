package io.firstfin.platform;

import io.firstfin.platform.SpareThrowables.Spare;
import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads call sites from {@link Backtrace}. The JVM fills in all frames of the thread, about 20 ns
 * each. A reader with the public API, here called the walker, takes at least 2 µs, but ends at the
 * end of the site. So the stacks of threads that have deep ones are left to the walker, and from
 * time to time a read finds out whether they are still deep. Any thread, virtual ones included.
 */
final class BacktraceReader implements CallSiteReader {
  /** Stacks with more full chunks than this are deep. */
  private static final int MOST_CHUNKS = 3;

  /** The number of reads that are left to the walker after a deep stack; fits in a byte. */
  private static final byte LEFT_TO_WALKER = 100;

  private static final int THREADS = 1024;

  private final CallSites sites;
  private final FrameKinds kinds;
  private final int depth;
  private final CallSiteReader walker;
  private final boolean leavesDeepStacks;
  private final int next;
  private final SpareThrowables spares = new SpareThrowables();

  /**
   * The reads that are still left to the walker, by the hash of the thread. A race only makes a
   * thread change its way of reading somewhat sooner or later.
   */
  private final byte[] leftToWalker = new byte[THREADS];

  /**
   * @param depth frames that are kept of a site; the application's first is kept wherever it is
   * @param walker the reader to use where this one does not read
   * @param leavesDeepStacks whether {@code walker} is cheaper for deep stacks
   * @param next what {@link BacktraceProof#indexOfNext} returned
   */
  BacktraceReader(
      CallSites sites, int depth, CallSiteReader walker, boolean leavesDeepStacks, int next) {
    this.sites = sites;
    this.kinds = sites.kinds();
    this.depth = depth;
    this.walker = walker;
    this.leavesDeepStacks = leavesDeepStacks;
    this.next = next;
  }

  @Override
  public int read() {
    int thread = System.identityHashCode(Thread.currentThread());
    int learnt = thread & THREADS - 1;
    byte left = leftToWalker[learnt];
    if (left > 0) {
      leftToWalker[learnt] = (byte) (left - 1);
      return walker.read();
    }
    Spare spare = spares.take(thread);
    if (spare == null) {
      return walker.read();
    }
    try {
      spare.fillInStackTrace();
      Object[] stack = Backtrace.first(spare);
      if (stack == null) {
        return CallSites.UNKNOWN;
      }
      if (leavesDeepStacks && isDeep(stack)) {
        leftToWalker[learnt] = LEFT_TO_WALKER;
      }
      return site(spare, stack);
    } catch (Throwable e) {
      throw BacktraceReader.<RuntimeException>unchecked(e);
    } finally {
      giveBack(spare);
    }
  }

  private void giveBack(Spare spare) {
    try {
      Backtrace.clear(spare);
    } catch (Throwable e) {
      throw BacktraceReader.<RuntimeException>unchecked(e);
    } finally {
      spares.put(spare);
    }
  }

  private boolean isDeep(Object[] stack) {
    Object[] chunk = stack;
    for (int i = 0; i < MOST_CHUNKS && chunk != null; i++) {
      chunk = (Object[]) chunk[next];
    }
    return chunk != null;
  }

  private int site(Spare spare, Object[] stack) {
    Fingerprint fingerprint = new Fingerprint(null);
    fingerprint.take(stack);
    if (fingerprint.scan.isEmpty()) {
      fingerprint.scan.acceptPlatform();
      fingerprint.take(stack);
    }
    int thread = 0;
    if (!fingerprint.scan.hasLine()) {
      thread = sites.thread();
      fingerprint.stack = CallSites.mix(fingerprint.stack, thread);
    }
    int site = sites.find(fingerprint.stack, fingerprint.line);
    if (site != CallSites.UNKNOWN || sites.isFullFor(fingerprint.stack, fingerprint.line)) {
      return site;
    }
    List<Integer> kept = new ArrayList<Integer>(depth + 2);
    Fingerprint again = new Fingerprint(kept);
    if (fingerprint.scan.isPlatformOnly()) {
      again.scan.acceptPlatform();
    }
    again.take(stack);
    StackTraceElement[] text = spare.getStackTrace();
    // The spare Throwable is kept, but its text is not.
    spare.setStackTrace(Spare.NO_FRAMES);
    List<StackTraceElement> frames = new ArrayList<StackTraceElement>(kept.size());
    for (int frame : kept) {
      frames.add(text[frame]);
    }
    return sites.intern(fingerprint.stack, fingerprint.line, frames, thread);
  }

  /** The frames of one stack that make its site. */
  private final class Fingerprint {
    final SiteScan scan = new SiteScan(kinds, depth);
    long stack = 1;
    long line;

    /** Gets the indices of the frames; null when they are not needed. */
    private final List<Integer> kept;

    Fingerprint(List<Integer> kept) {
      this.kept = kept;
    }

    void take(Object[] first) {
      long before = 0;
      int indexBefore = 0;
      int index = 0;
      for (Object[] chunk = first; chunk != null; chunk = (Object[]) chunk[next]) {
        short[] methods = Backtrace.methods(chunk);
        int[] positions = Backtrace.positions(chunk);
        Object[] classes = Backtrace.classes(chunk);
        for (int i = 0; i < classes.length; i++, index++) {
          if (!scan.wantsMore() || classes[i] == null) {
            return;
          }
          String className = ((Class<?>) classes[i]).getName();
          int answer = scan.examine(className);
          if (answer == SiteScan.OMIT) {
            continue;
          }
          long element = element(className.hashCode(), methods[i], positions[i]);
          if (answer == SiteScan.CALLED_AND_LINE) {
            keep(before, indexBefore, false);
          }
          if (answer != SiteScan.PASS) {
            keep(element, index, answer != SiteScan.KEEP);
          }
          before = element;
          indexBefore = index;
        }
      }
    }

    private void keep(long element, int index, boolean firstOfApplication) {
      stack = CallSites.mix(stack, element);
      if (line == 0 || firstOfApplication) {
        line = CallSites.mix(-1, element);
      }
      if (kept != null) {
        kept.add(index);
      }
    }
  }

  private static long element(int className, short method, int position) {
    return CallSites.mix((long) className << 32 | position & 0xffffffffL, method);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable e) throws T {
    throw (T) e;
  }
}
