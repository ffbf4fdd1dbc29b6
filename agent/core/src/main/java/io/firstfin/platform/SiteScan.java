package io.firstfin.platform;

import io.firstfin.record.FrameKinds;

/**
 * Chooses the frames of a stack that make a site. It takes a given number of frames, beginning with
 * the first that is neither the JDK's nor the agent's. If the application's first frame lies beyond
 * them, it takes that frame too, and the one before it, which is the method that the application
 * called. For one stack; one thread.
 */
final class SiteScan {
  /** The frame does not belong to the site. */
  static final int PASS = 0;

  /**
   * Like {@link #PASS}, and the frame is as good as not there: the JVM or a library made its class.
   */
  static final int OMIT = -1;

  /** The frame belongs to the site. */
  static final int KEEP = 1;

  /** The frame belongs to the site and is the application's first. */
  static final int LINE = 2;

  /** Like {@link #LINE}, but the frame before it, which was passed, also belongs to the site. */
  static final int CALLED_AND_LINE = 3;

  /** The most frames that are examined in search of the application's own. */
  private static final int FARTHEST = 64;

  private final FrameKinds kinds;
  private final int depth;
  private boolean platformOnly;
  private int examined;
  private int kept;
  private boolean started;
  private boolean applicationMet;
  private boolean lineMet;
  private boolean droppedOne;

  SiteScan(FrameKinds kinds, int depth) {
    this.kinds = kinds;
    this.depth = depth;
  }

  /** The stack will be examined again from its beginning, because it has only frames of the JDK. */
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

  /** Whether a frame of the application was met. */
  boolean hasLine() {
    return lineMet;
  }

  /** Whether the next frame can still matter. */
  boolean wantsMore() {
    return examined < FARTHEST && (kept < depth || !applicationMet);
  }

  /**
   * Takes the class of the next frame, beginning with the innermost, and returns one of the
   * constants.
   */
  int examine(String className) {
    int kind = kinds.kindOf(className);
    if (kind == FrameKinds.OMITTED) {
      return OMIT;
    }
    examined++;
    if (!started) {
      if (kind == FrameKinds.PLATFORM && (!platformOnly || className.startsWith("io.firstfin."))) {
        return PASS;
      }
      started = true;
    }
    boolean first = kind == FrameKinds.APPLICATION && !applicationMet;
    boolean room = kept < depth;
    applicationMet |= first || platformOnly;
    lineMet |= first;
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
}
