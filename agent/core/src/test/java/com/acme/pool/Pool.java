package com.acme.pool;

import java.util.function.IntSupplier;

/** A library, for stacks. */
public final class Pool {
  private Pool() {}

  /** Closes below {@code frames} frames of this class. */
  public static int release(int frames, IntSupplier close) {
    return frames <= 1 ? close.getAsInt() : release(frames - 1, close);
  }

  /** As an application calls it: closes by {@link #release}. */
  public static int recycle(int frames, IntSupplier close) {
    return release(frames, close);
  }
}
