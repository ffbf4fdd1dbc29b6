package io.firstfin.picture;

import java.util.List;

/** Sockets that one line opened. */
public final class OpenerCount {
  /** As in {@link Site#line}; empty when it is not known. */
  public final String line;

  /** As in {@link Site#via}. */
  public final String via;

  /** As in {@link Site#frames}. */
  public final List<String> frames;

  public final int count;

  public OpenerCount(String line, String via, List<String> frames, int count) {
    this.line = line;
    this.via = via;
    this.frames = Copies.of(frames);
    this.count = count;
  }
}
