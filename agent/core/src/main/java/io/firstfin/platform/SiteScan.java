package io.firstfin.platform;

import io.firstfin.record.FrameKinds;

/**
 * Chooses the frames of a stack that make a site: so many from the first that is not the JDK's or
 * the agent's, and beyond them the application's first with the one before it, which is the method
 * that the application called. One stack; one thread.
 *
 * @param <F> a frame
 */
abstract class SiteScan<F> {
  /** Frames looked at in search of the application's own. */
  private static final int FARTHEST = 64;

  private final FrameKinds kinds;
  private final int depth;
  private boolean platformOnly;
  private int looked;
  private int kept;
  private boolean started;
  private boolean applicationMet;
  private F dropped;

  SiteScan(FrameKinds kinds, int depth) {
    this.kinds = kinds;
    this.depth = depth;
  }

  /** The stack is to be looked at again from its beginning: the JDK's frames are all it has. */
  final void acceptPlatform() {
    platformOnly = true;
    looked = 0;
  }

  final boolean isPlatformOnly() {
    return platformOnly;
  }

  final boolean isEmpty() {
    return kept == 0;
  }

  /** Whether the next frame can still matter. */
  final boolean wantsMore() {
    return looked < FARTHEST && (kept < depth || !applicationMet);
  }

  /** Takes the next frame, the innermost first. */
  final void look(F frame, String className) {
    looked++;
    int kind = kinds.kindOf(className);
    if (!started) {
      if (kind == FrameKinds.PLATFORM && (!platformOnly || className.startsWith("io.firstfin."))) {
        return;
      }
      started = true;
    }
    boolean first = kind == FrameKinds.APPLICATION && !applicationMet;
    if (kept < depth) {
      kept++;
      keep(frame, first);
    } else if (first) {
      if (dropped != null) {
        kept++;
        keep(dropped, false);
      }
      kept++;
      keep(frame, true);
    } else {
      dropped = frame;
    }
    applicationMet |= first || platformOnly;
  }

  abstract void keep(F frame, boolean firstOfApplication);

  /** A fingerprint with one more element. */
  static long mix(long fingerprint, long element) {
    long mixed = (fingerprint ^ element) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 29;
  }
}
