package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/** This JVM's sockets in CLOSE_WAIT that were opened by one line towards one peer. */
public final class CloseWaitGroup {
  public final Role role;

  /** As in {@link Destination#remote}. */
  public final String remote;

  /** The listening port as a server, 0 as a client. */
  public final int listeningPort;

  public final int count;

  /** Those of {@link #count} that have been in CLOSE_WAIT for more than a minute. */
  public final int olderThanMinute;

  /** Time since the oldest was first seen in CLOSE_WAIT, seconds. */
  public final double oldestSeconds;

  /** Those whose end of stream was read (receive queue 0): nothing is left but to close. */
  public final int endOfStreamRead;

  /**
   * Those on which nothing is unread but the peer's good-bye: its end of stream (receive queue 1),
   * and with TLS its close_notify; -1 when unknown.
   */
  public final int endOfStreamUnread;

  public final Growth growth;

  /** Id of the opening site; empty when it is not known. */
  public final String openedAt;

  /** The line that opened them, or an empty string when it is not known. */
  public final String line;

  /** As in {@link Site#via}, of the opening site. */
  public final String via;

  /** Frames of the opening site, as in {@link Site#frames}. */
  public final List<String> frames;

  public CloseWaitGroup(
      Role role,
      String remote,
      int listeningPort,
      int count,
      int olderThanMinute,
      double oldestSeconds,
      int endOfStreamRead,
      int endOfStreamUnread,
      Growth growth,
      String openedAt,
      String line,
      String via,
      List<String> frames) {
    this.role = role;
    this.remote = remote;
    this.listeningPort = listeningPort;
    this.count = count;
    this.olderThanMinute = olderThanMinute;
    this.oldestSeconds = Tenths.of(oldestSeconds);
    this.endOfStreamRead = endOfStreamRead;
    this.endOfStreamUnread = endOfStreamUnread;
    this.growth = growth;
    this.openedAt = openedAt;
    this.line = line;
    this.via = via;
    this.frames = Collections.unmodifiableList(frames);
  }
}
