package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/** This JVM's sockets in CLOSE_WAIT that were opened by one line towards one destination. */
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

  /** Time since the first of them was opened, seconds; NaN when no opening was seen. */
  public final double openedSeconds;

  /** Those whose end of stream was read (receive queue 0): all that is left to do is to close. */
  public final int endOfStreamRead;

  /**
   * Those on which only the end of the peer's side is unread: its end of stream (receive queue 1),
   * and with TLS its close_notify; -1 when unknown.
   */
  public final int endOfStreamUnread;

  /**
   * As a server, those of {@link #olderThanMinute} on which this JVM has sent data since the last
   * request came: the answer, or its beginning; -1 when unknown.
   */
  public final int answered;

  public final Growth growth;

  /** Id of the site that opened them; empty when it is not known. */
  public final String openedAt;

  /** The line that opened them; empty when it is not known. */
  public final String line;

  /** As in {@link Site#via}, of the site that opened them. */
  public final String via;

  /** Frames of the site that opened them, as in {@link Site#frames}. */
  public final List<String> frames;

  private CloseWaitGroup(Builder from) {
    role = from.role;
    remote = from.remote;
    listeningPort = from.listeningPort;
    count = from.count;
    olderThanMinute = from.olderThanMinute;
    oldestSeconds = Tenths.of(from.oldestSeconds);
    openedSeconds = Tenths.of(from.openedSeconds);
    endOfStreamRead = from.endOfStreamRead;
    endOfStreamUnread = from.endOfStreamUnread;
    answered = from.answered;
    growth = from.growth;
    openedAt = from.openedAt;
    line = from.line;
    via = from.via;
    frames = Copies.of(from.frames);
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private Role role = Role.UNKNOWN;
    private String remote = "";
    private int listeningPort = 0;
    private int count = -1;
    private int olderThanMinute = -1;
    private double oldestSeconds = Double.NaN;
    private double openedSeconds = Double.NaN;
    private int endOfStreamRead = -1;
    private int endOfStreamUnread = -1;
    private int answered = -1;
    private Growth growth = Growth.UNKNOWN;
    private String openedAt = "";
    private String line = "";
    private String via = "";
    private List<String> frames = Collections.emptyList();

    private Builder() {}

    public Builder role(Role value) {
      role = value;
      return this;
    }

    public Builder remote(String value) {
      remote = value;
      return this;
    }

    public Builder listeningPort(int value) {
      listeningPort = value;
      return this;
    }

    public Builder count(int value) {
      count = value;
      return this;
    }

    public Builder olderThanMinute(int value) {
      olderThanMinute = value;
      return this;
    }

    public Builder oldestSeconds(double value) {
      oldestSeconds = value;
      return this;
    }

    public Builder openedSeconds(double value) {
      openedSeconds = value;
      return this;
    }

    public Builder endOfStreamRead(int value) {
      endOfStreamRead = value;
      return this;
    }

    public Builder endOfStreamUnread(int value) {
      endOfStreamUnread = value;
      return this;
    }

    public Builder answered(int value) {
      answered = value;
      return this;
    }

    public Builder growth(Growth value) {
      growth = value;
      return this;
    }

    public Builder openedAt(String value) {
      openedAt = value;
      return this;
    }

    public Builder line(String value) {
      line = value;
      return this;
    }

    public Builder via(String value) {
      via = value;
      return this;
    }

    public Builder frames(List<String> value) {
      frames = value;
      return this;
    }

    public CloseWaitGroup build() {
      return new CloseWaitGroup(this);
    }
  }
}
