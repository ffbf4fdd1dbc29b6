package io.firstfin.picture;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/** One place in the code that ends connections, for one role and one way of ending. */
public final class Site {
  /** Eight hexadecimal digits from the frames: the same on every host and after a restart. */
  public final String id;

  public final Role role;
  public final Initiator initiator;
  public final How how;

  /** Connections ended here since the agent began to watch. */
  public final long closes;

  /** Sockets in TIME_WAIT that come from here; -1 when unknown. */
  public final int timeWait;

  /** True when only a sample of the closes of this kind had its stack read. */
  public final boolean sampled;

  /** The application's own first line, {@code com.acme.Cache.get(Cache.java:42)}. */
  public final String line;

  /** The library's method that {@link #line} came through, or an empty string. */
  public final String via;

  /** The frames, the innermost first, after those of the JDK and FirstFIN. */
  public final List<String> frames;

  public Site(
      String id,
      Role role,
      Initiator initiator,
      How how,
      long closes,
      int timeWait,
      boolean sampled,
      String line,
      String via,
      List<String> frames) {
    this.id = id;
    this.role = role;
    this.initiator = initiator;
    this.how = how;
    this.closes = closes;
    this.timeWait = timeWait;
    this.sampled = sampled;
    this.line = line;
    this.via = via;
    this.frames = Collections.unmodifiableList(frames);
  }
}
