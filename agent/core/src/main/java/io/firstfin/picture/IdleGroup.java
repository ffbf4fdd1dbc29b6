package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/**
 * This JVM's idle connections that were opened by one line towards one destination, or accepted on
 * one listening port.
 */
public final class IdleGroup {
  public final Role role;

  /** As in {@link Destination#remote}; {@code *} for all clients of a server. */
  public final String remote;

  /** The listening port as a server, 0 as a client. */
  public final int listeningPort;

  /** Connections in ESTABLISHED, idle or not. */
  public final int established;

  /** No data has moved on these for more than a minute. */
  public final int idle;

  /** Those of {@link #idle} for more than ten minutes. */
  public final int idleTenMinutes;

  /** Those of {@link #idle} on which received data waits that nobody reads. */
  public final int unread;

  /**
   * Those of {@link #idle} that were not used again, although others of the group were opened while
   * they lay idle. A pool would have used them: it opens a connection only when all others are in
   * use.
   */
  public final int passedOver;

  /** Time since data moved on the connection that is idle for longest, seconds. */
  public final double longestSeconds;

  /** Of {@link #idle}. */
  public final Growth growth;

  /** The line that opened them; empty when it is not known. */
  public final String line;

  /** As in {@link Site#via}, of the site that opened them. */
  public final String via;

  /** Frames of the site that opened them, as in {@link Site#frames}. */
  public final List<String> frames;

  private IdleGroup(Builder from) {
    role = from.role;
    remote = from.remote;
    listeningPort = from.listeningPort;
    established = from.established;
    idle = from.idle;
    idleTenMinutes = from.idleTenMinutes;
    unread = from.unread;
    passedOver = from.passedOver;
    longestSeconds = Tenths.of(from.longestSeconds);
    growth = from.growth;
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
    private int established = -1;
    private int idle = -1;
    private int idleTenMinutes = -1;
    private int unread = -1;
    private int passedOver = -1;
    private double longestSeconds = Double.NaN;
    private Growth growth = Growth.UNKNOWN;
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

    public Builder established(int value) {
      established = value;
      return this;
    }

    public Builder idle(int value) {
      idle = value;
      return this;
    }

    public Builder idleTenMinutes(int value) {
      idleTenMinutes = value;
      return this;
    }

    public Builder unread(int value) {
      unread = value;
      return this;
    }

    public Builder passedOver(int value) {
      passedOver = value;
      return this;
    }

    public Builder longestSeconds(double value) {
      longestSeconds = value;
      return this;
    }

    public Builder growth(Growth value) {
      growth = value;
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

    public IdleGroup build() {
      return new IdleGroup(this);
    }
  }
}
