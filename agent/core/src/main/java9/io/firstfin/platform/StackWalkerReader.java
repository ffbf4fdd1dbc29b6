package io.firstfin.platform;

import io.firstfin.record.CallSiteReader;
import io.firstfin.record.CallSites;
import io.firstfin.record.FrameKinds;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads call sites with {@link StackWalker}. For a known site it only passes over the frames; only
 * a new site is turned into text. No type of the application is resolved. From JDK 22 on a frame's
 * descriptor would resolve types, so methods of one name are distinguished by their lines instead.
 * Any thread, virtual ones included.
 */
public final class StackWalkerReader implements CallSiteReader {
  /**
   * The usual number of frames of the agent, of the JDK and of a site with the default depth
   * together, so that one fetch is enough.
   */
  private static final int EXPECTED = 20;

  private final StackWalker walker =
      StackWalker.getInstance(
          Collections.singleton(StackWalker.Option.RETAIN_CLASS_REFERENCE), EXPECTED);

  private final CallSites sites;
  private final FrameKinds kinds;
  private final int depth;

  /** Keeps {@code depth} frames of a site; the application's first is kept wherever it is. */
  public StackWalkerReader(CallSites sites, int depth) {
    this.sites = sites;
    this.kinds = sites.kinds();
    this.depth = depth;
  }

  @Override
  public int read() {
    Fingerprint fingerprint = new Fingerprint();
    walker.walk(fingerprint);
    if (fingerprint.scan.isEmpty()) {
      fingerprint.scan.acceptPlatform();
      walker.walk(fingerprint);
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
    Text text = new Text();
    if (fingerprint.scan.isPlatformOnly()) {
      text.scan.acceptPlatform();
    }
    walker.walk(text);
    return sites.intern(fingerprint.stack, fingerprint.line, text.elements, thread);
  }

  private abstract class Scan implements Function<Stream<StackFrame>, Void>, Consumer<StackFrame> {
    final SiteScan scan = new SiteScan(kinds, depth);
    private StackFrame before;

    @Override
    public final Void apply(Stream<StackFrame> frames) {
      // spliterator() of a stream without operations returns its source, so that no pipeline is
      // built.
      Spliterator<StackFrame> source = frames.spliterator();
      while (scan.wantsMore() && source.tryAdvance(this)) {
        // accept has taken the frame.
      }
      return null;
    }

    @Override
    public final void accept(StackFrame frame) {
      int answer = scan.examine(frame.getDeclaringClass().getName());
      if (answer == SiteScan.OMIT) {
        return;
      }
      if (answer == SiteScan.CALLED_AND_LINE) {
        keep(before, false);
      }
      if (answer != SiteScan.PASS) {
        keep(frame, answer != SiteScan.KEEP);
      }
      before = frame;
    }

    abstract void keep(StackFrame frame, boolean firstOfApplication);
  }

  private final class Fingerprint extends Scan {
    long stack = 1;
    long line;

    @Override
    void keep(StackFrame frame, boolean firstOfApplication) {
      long element =
          (long) frame.getDeclaringClass().getName().hashCode() << 32 ^ frame.getByteCodeIndex();
      if (firstOfApplication) {
        // The same index can occur in two lambdas of one class, and in two methods of one name.
        // Name and line cost as much as all else in a stack read, so that only the accused frame is
        // asked for them.
        element ^= (long) (frame.getMethodName().hashCode() + 31 * frame.getLineNumber()) << 16;
      }
      stack = CallSites.mix(stack, element);
      if (line == 0 || firstOfApplication) {
        line = CallSites.mix(-1, element);
      }
    }
  }

  private final class Text extends Scan {
    final List<StackTraceElement> elements = new ArrayList<>();

    @Override
    void keep(StackFrame frame, boolean firstOfApplication) {
      elements.add(frame.toStackTraceElement());
    }
  }
}
