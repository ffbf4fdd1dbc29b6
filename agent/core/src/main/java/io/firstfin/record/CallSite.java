package io.firstfin.record;

import io.firstfin.library.Libraries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A place in the code, as text; it holds no class and no loader. Immutable. */
public final class CallSite {
  /** The site of every stack that was not read, or for which the table of sites has no room. */
  static final CallSite UNKNOWN = new CallSite("00000000", "", "", Collections.<String>emptyList());

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;
  private static final long FNV_PRIME_64 = 0x100000001b3L;

  /** Eight hexadecimal digits, a hash of the frames: the same on every host and after a restart. */
  public final String id;

  /**
   * The application's innermost frame; the innermost frame of all when none is the application's.
   */
  public final String line;

  /** The method of a library that {@link #line} called; an empty string when there is none. */
  public final String via;

  /** The innermost first. */
  public final List<String> frames;

  /**
   * The name of the thread where no frame is the application's, with {@code #} for its numbers;
   * otherwise empty.
   */
  public final String thread;

  /**
   * What closed, such as "the garbage collector", when {@link #line} and {@link #via} are those of
   * the line that opened the connection, because no line of the application closed it; otherwise
   * empty.
   */
  public final String closedBy;

  /** If {@link #closedBy} is not empty, the frames of the opening; otherwise empty. */
  public final List<String> openerFrames;

  /** Whether {@link #line} is a frame of the application. */
  final boolean isApplications;

  private CallSite(String id, String line, String via, List<String> frames) {
    this(id, line, via, frames, "", false);
  }

  private CallSite(
      String id,
      String line,
      String via,
      List<String> frames,
      String thread,
      boolean isApplications) {
    this.id = id;
    this.line = line;
    this.via = via;
    this.frames = frames;
    this.thread = thread;
    this.isApplications = isApplications;
    this.closedBy = "";
    this.openerFrames = Collections.emptyList();
  }

  private CallSite(CallSite closing, CallSite opener, String closedBy) {
    id = hex(hash(FNV_OFFSET, opener.id + closing.id + closedBy));
    line = opener.line;
    via = opener.via;
    // Of a leak no closing stack says anything.
    frames = closing.frames.isEmpty() ? opener.frames : closing.frames;
    thread = closing.thread;
    isApplications = opener.isApplications;
    this.closedBy = closedBy;
    openerFrames = opener.frames;
  }

  static CallSite of(List<StackTraceElement> elements, FrameKinds kinds) {
    return of(elements, kinds, "");
  }

  /** {@code thread} is the name of the calling thread where no frame is the application's. */
  static CallSite of(List<StackTraceElement> elements, FrameKinds kinds, String thread) {
    List<String> frames = new ArrayList<String>(elements.size());
    String line = "";
    String via = "";
    String called = "";
    int hash = FNV_OFFSET;
    int hashOfAll = FNV_OFFSET;
    for (StackTraceElement element : elements) {
      int kind = kinds.kindOf(element.getClassName());
      if (kind == FrameKinds.OMITTED) {
        continue;
      }
      String frame = describe(element);
      frames.add(frame);
      if (line.isEmpty() && kind == FrameKinds.APPLICATION) {
        line = frame;
        // The frame before the application's is the method that the application called.
        via = called;
      }
      called = method(element);
      hashOfAll = hash(hashOfAll, element, frame);
      if (kind != FrameKinds.PLATFORM) {
        // Line numbers in the JDK change with every update.
        boolean moves = kinds.isJdk(element.getClassName());
        hash = hash(hash, element, moves ? called : frame);
      }
    }
    boolean isApplications = !line.isEmpty();
    if (!isApplications && !frames.isEmpty()) {
      line = frames.get(0);
    }
    hash = hash == FNV_OFFSET ? hashOfAll : hash;
    return new CallSite(
        hex(isApplications ? hash : hash(hash, thread)),
        line,
        via,
        Collections.unmodifiableList(frames),
        isApplications ? "" : thread,
        isApplications);
  }

  /**
   * The site of a stack's line alone: the line and the method that it called, without its callers.
   */
  static CallSite ofLine(List<StackTraceElement> elements, FrameKinds kinds) {
    for (int i = 0; i < elements.size(); i++) {
      if (kinds.kindOf(elements.get(i).getClassName()) == FrameKinds.APPLICATION) {
        return of(elements.subList(Math.max(i - 1, 0), i + 1), kinds);
      }
    }
    return of(elements.subList(0, Math.min(1, elements.size())), kinds);
  }

  /**
   * The site of closes at {@code closing}, where no line of the application closes, of connections
   * that {@code opener} opened.
   */
  static CallSite closedFor(CallSite opener, CallSite closing, FrameKinds kinds) {
    String closer = kinds.libraries().closer(closing.frames, closing.thread);
    return new CallSite(closing, opener, closer);
  }

  /** The site of a socket that {@code opener} leaked, so that its Cleaner closed it. */
  static CallSite leakedBy(CallSite opener) {
    return new CallSite(UNKNOWN, opener, Libraries.GARBAGE_COLLECTOR);
  }

  /** A hash of the whole text. */
  long fingerprint() {
    long mixed = via.hashCode();
    if (!thread.isEmpty() || !closedBy.isEmpty()) {
      mixed = (mixed ^ (id + line + thread).hashCode()) * FNV_PRIME_64;
    }
    for (int i = 0; i < frames.size(); i++) {
      String frame = frames.get(i);
      for (int j = 0; j < frame.length(); j++) {
        mixed = (mixed ^ frame.charAt(j)) * FNV_PRIME_64;
      }
      mixed = (mixed ^ '\n') * FNV_PRIME_64;
    }
    return mixed ^ mixed >>> 32;
  }

  /** Not by String.format: its first call took ten milliseconds of the application's thread. */
  private static String hex(int hash) {
    String digits = Integer.toHexString(hash);
    return "00000000".substring(digits.length()) + digits;
  }

  private static int hash(int hash, String text) {
    int mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed;
  }

  private static int hash(int hash, StackTraceElement element, String frame) {
    String className = element.getClassName();
    int mixed = hash(hash, className);
    return (hash(mixed, frame.substring(className.length())) ^ '\n') * FNV_PRIME;
  }

  private static String method(StackTraceElement element) {
    return element.getClassName() + '.' + element.getMethodName();
  }

  private static String describe(StackTraceElement element) {
    String method = method(element);
    if (element.isNativeMethod()) {
      return method + "(Native Method)";
    }
    if (element.getFileName() == null) {
      return method + "(Unknown Source)";
    }
    return element.getLineNumber() < 0
        ? method + '(' + element.getFileName() + ')'
        : method + '(' + element.getFileName() + ':' + element.getLineNumber() + ')';
  }
}
