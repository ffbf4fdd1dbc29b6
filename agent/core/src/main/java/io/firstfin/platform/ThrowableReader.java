package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads call sites from a {@link Throwable}, frame by frame, in a JVM without {@code StackWalker}.
 * {@code sun.misc.JavaLangAccess} makes only those elements that it is asked for.
 */
final class ThrowableReader implements CallSiteReader {
  // Static and final, so that compiled code calls the method directly.
  private static final MethodHandle DEPTH = find("getStackTraceDepth", int.class);
  private static final MethodHandle ELEMENT =
      find("getStackTraceElement", StackTraceElement.class, int.class);

  private final CallSites sites;
  private final FrameKinds kinds;
  private final int depth;

  /** Keeps {@code depth} frames of a site; the application's first is kept wherever it is. */
  ThrowableReader(CallSites sites, int depth) {
    this.sites = sites;
    this.kinds = sites.kinds();
    this.depth = depth;
  }

  private static MethodHandle find(String name, Class<?> result, Class<?>... parameters) {
    try {
      Object access =
          Class.forName("sun.misc.SharedSecrets").getMethod("getJavaLangAccess").invoke(null);
      Class<?> type = Class.forName("sun.misc.JavaLangAccess");
      MethodType methodType =
          MethodType.methodType(result, Throwable.class).appendParameterTypes(parameters);
      return MethodHandles.lookup().findVirtual(type, name, methodType).bindTo(access);
    } catch (Exception | LinkageError e) {
      return null;
    }
  }

  @Override
  public int read() {
    Throwable stack = new Throwable();
    Scan scan = new Scan();
    try {
      scan.read(stack);
      if (scan.scan.isEmpty()) {
        scan.scan.acceptPlatform();
        scan.read(stack);
      }
    } catch (Throwable e) {
      return CallSites.UNKNOWN;
    }
    List<StackTraceElement> frames = scan.frames;
    if (frames.isEmpty()) {
      // The JVM runs with -XX:-StackTraceInThrowable.
      return CallSites.UNKNOWN;
    }
    long fingerprint = 1;
    for (int i = 0; i < frames.size(); i++) {
      fingerprint = mix(fingerprint, frames.get(i));
    }
    int thread = 0;
    if (!scan.scan.hasLine()) {
      thread = sites.thread();
      fingerprint = CallSites.mix(fingerprint, thread);
    }
    long line = mix(-1, scan.line);
    int site = sites.find(fingerprint, line);
    if (site != CallSites.UNKNOWN || sites.isFullFor(fingerprint, line)) {
      return site;
    }
    return sites.intern(fingerprint, line, frames, thread);
  }

  private final class Scan {
    final SiteScan scan = new SiteScan(kinds, depth);
    final List<StackTraceElement> frames = new ArrayList<StackTraceElement>(depth + 2);
    StackTraceElement line;
    private StackTraceElement before;

    void read(Throwable stack) throws Throwable {
      int length = (int) DEPTH.invokeExact(stack);
      for (int i = 0; i < length && scan.wantsMore(); i++) {
        take((StackTraceElement) ELEMENT.invokeExact(stack, i));
      }
    }

    private void take(StackTraceElement frame) {
      int answer = scan.examine(frame.getClassName());
      if (answer == SiteScan.OMIT) {
        return;
      }
      if (answer == SiteScan.CALLED_AND_LINE) {
        frames.add(before);
      }
      if (answer != SiteScan.PASS) {
        frames.add(frame);
      }
      if (line == null && answer != SiteScan.PASS || answer >= SiteScan.LINE) {
        line = frame;
      }
      before = frame;
    }
  }

  private static long mix(long value, StackTraceElement frame) {
    // The JVM interns the names, so that each string computes its hash once.
    long element =
        (long) frame.getClassName().hashCode() << 32
            ^ (long) frame.getMethodName().hashCode() << 16
            ^ frame.getLineNumber();
    return CallSites.mix(value, element);
  }
}
