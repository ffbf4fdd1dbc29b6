package io.firstfin.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A place in the code, as text; it holds no class and no loader. Immutable. */
public final class CallSite {
  /** The site of every stack that was not read, or for which the table of sites has no room. */
  static final CallSite UNKNOWN = new CallSite("00000000", "", "", Collections.<String>emptyList());

  private static final String LEAKED = "its Cleaner, after a leak";

  /**
   * Marks in the names of generated classes, after the name of the class that they were made from.
   */
  private static final String[] GENERATED = {
    "$$", "/", "$ByteBuddy$", "$HibernateProxy$", "$MockitoMock$", "$auxiliary$"
  };

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

  private CallSite(String id, String line, String via, List<String> frames) {
    this.id = id;
    this.line = line;
    this.via = via;
    this.frames = frames;
  }

  static CallSite of(List<StackTraceElement> elements, FrameKinds kinds) {
    List<String> frames = new ArrayList<String>(elements.size());
    int application = -1;
    int hash = FNV_OFFSET;
    int hashOfAll = FNV_OFFSET;
    for (int i = 0; i < elements.size(); i++) {
      StackTraceElement element = elements.get(i);
      String frame = describe(element);
      frames.add(frame);
      int kind = kinds.kindOf(element.getClassName());
      if (application < 0 && kind == FrameKinds.APPLICATION) {
        application = i;
      }
      hashOfAll = hash(hashOfAll, element, frame);
      if (kind != FrameKinds.PLATFORM && !isProxy(element.getClassName())) {
        // Line numbers in the JDK change with every update.
        boolean moves = kinds.isJdk(element.getClassName());
        hash = hash(hash, element, moves ? method(element) : frame);
      }
    }
    hash = hash == FNV_OFFSET ? hashOfAll : hash;
    String line = frames.isEmpty() ? "" : frames.get(Math.max(application, 0));
    String via = "";
    if (application > 0) {
      // The frame before the application's is the method that the application called.
      via = method(elements.get(application - 1));
    }
    return new CallSite(
        String.format("%08x", hash), line, via, Collections.unmodifiableList(frames));
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

  /** The site of a socket that {@code opener} leaked, so that its Cleaner closed it. */
  static CallSite leakedBy(CallSite opener) {
    int hash = hash(FNV_OFFSET, opener.id + LEAKED);
    return new CallSite(String.format("%08x", hash), opener.line, LEAKED, opener.frames);
  }

  /** A hash of the whole text. */
  long fingerprint() {
    long mixed = via.hashCode();
    for (int i = 0; i < frames.size(); i++) {
      String frame = frames.get(i);
      for (int j = 0; j < frame.length(); j++) {
        mixed = (mixed ^ frame.charAt(j)) * FNV_PRIME_64;
      }
      mixed = (mixed ^ '\n') * FNV_PRIME_64;
    }
    return mixed ^ mixed >>> 32;
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
    int mixed = hash(hash, stableName(className));
    return (hash(mixed, frame.substring(className.length())) ^ '\n') * FNV_PRIME;
  }

  /** The name without the number of a generated class, which varies from run to run. */
  private static String stableName(String className) {
    int end = className.length();
    for (String mark : GENERATED) {
      int at = className.indexOf(mark);
      if (at > 0 && at < end) {
        end = at;
      }
    }
    return className.substring(0, end);
  }

  /**
   * Proxies are left out of the hash: their numbers vary from run to run, and their packages from
   * JDK to JDK.
   */
  private static boolean isProxy(String className) {
    return className.startsWith("$Proxy", className.lastIndexOf('.') + 1);
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
