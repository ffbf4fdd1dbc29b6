package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.List;

/** Sockets that one line opened. */
public final class OpenerCount {
  /** What this JVM is in them; that of a listener is {@link Role#SERVER}. */
  public final Role role;

  /** As in {@link Site#line}; empty when it is not known. */
  public final String line;

  /** As in {@link Site#via}. */
  public final String via;

  /** As in {@link Site#frames}. */
  public final List<String> frames;

  public final int count;

  public OpenerCount(Role role, String line, String via, List<String> frames, int count) {
    this.role = role;
    this.line = line;
    this.via = via;
    this.frames = Copies.of(frames);
    this.count = count;
  }
}
