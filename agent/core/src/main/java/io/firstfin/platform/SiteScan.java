package io.firstfin.platform;

import io.firstfin.record.FrameKinds;

/**
 * Chooses the frames of a stack that make a site: so many from the first that is not the JDK's or
 * the agent's, and beyond them the application's first with the one before it, which is the method
 * that the application called. One stack; one thread.
 */
final class SiteScan {
  /** The frame does not belong to the site. */
  static final int PASS = 0;

  /** The frame belongs to the site. */
  static final int KEEP = 1;

  /** The frame belongs to the site and is the application's first. */
  static final int LINE = 2;

  /** As {@link #LINE}, and the frame before it, which was passed, belongs to the site too. */
  static final int CALLED_AND_LINE = 3;

  /** Frames that are examined in search of the application's own. */
  private static final int FARTHEST = 64;

  private final FrameKinds kinds;
  private final int depth;
  private boolean platformOnly;
  private int examined;
  private int kept;
  private boolean started;
  private boolean applicationMet;
  private boolean droppedOne;

  SiteScan(FrameKinds kinds, int depth) {
    this.kinds = kinds;
    this.depth = depth;
  }

  /** The stack is examined again from its beginning, because the JDK's frames are all it has. */
  void acceptPlatform() {
    platformOnly = true;
    examined = 0;
  }

  boolean isPlatformOnly() {
    return platformOnly;
  }

  boolean isEmpty() {
    return kept == 0;
  }

  /** Whether the next frame can still matter. */
  boolean wantsMore() {
    return examined < FARTHEST && (kept < depth || !applicationMet);
  }

  /** Takes the class of the next frame, the innermost first; answers one of the constants. */
  int examine(String className) {
    examined++;
    int kind = kinds.kindOf(className);
    if (!started) {
      if (kind == FrameKinds.PLATFORM && (!platformOnly || className.startsWith("io.firstfin."))) {
        return PASS;
      }
      started = true;
    }
    boolean first = kind == FrameKinds.APPLICATION && !applicationMet;
    boolean room = kept < depth;
    applicationMet |= first || platformOnly;
    if (!room && !first) {
      droppedOne = true;
      return PASS;
    }
    kept++;
    if (!first) {
      return KEEP;
    }
    if (room || !droppedOne) {
      return LINE;
    }
    kept++;
    return CALLED_AND_LINE;
  }

  /**
   * Whether the frame is of reflection's machinery, which the JVM changes once a method has been
   * called often. {@code StackWalker} leaves such frames out too.
   */
  static boolean isReflection(String className) {
    return className.startsWith("java.lang.reflect.")
        || className.startsWith("jdk.internal.reflect.")
        || className.startsWith("sun.reflect.");
  }
}
