package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * What this JVM did as a server on one listening port. The sums are over all clients, including
 * those for which {@link Picture#destinations} has no room.
 */
public final class ListeningPort {
  public final int port;

  /** The library that accepts its connections; empty when it is not known, or when none does. */
  public final String library;

  /** This JVM's sockets in TIME_WAIT; -1 when unknown. */
  public final int timeWait;

  /** Connections ended since the agent began to watch, by initiator and how. */
  public final List<CloseCount> closesBy;

  /** As in {@link Destination#exchangesMedian}. */
  public final int exchangesMedian;

  /** As in {@link Destination#ageMillisMedian}. */
  public final long ageMillisMedian;

  /** Time since a connection that carried data last ended, seconds; NaN when unknown. */
  public final double secondsSinceServed;

  /** What came after closes of idle connections. */
  public final IdleRace idleRace;

  /** The call sites that made {@link #timeWait}, the heaviest first. */
  public final List<SiteShare> sites;

  /** The call sites that ended its connections in any way, the heaviest first. */
  public final List<ClosingShare> closingSites;

  private ListeningPort(Builder from) {
    port = from.port;
    library = from.library;
    timeWait = from.timeWait;
    closesBy = Copies.of(from.closesBy);
    exchangesMedian = from.exchangesMedian;
    ageMillisMedian = from.ageMillisMedian;
    secondsSinceServed = Tenths.of(from.secondsSinceServed);
    idleRace = from.idleRace;
    sites = Copies.of(from.sites);
    closingSites = Copies.of(from.closingSites);
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private int port = -1;
    private String library = "";
    private int timeWait = -1;
    private List<CloseCount> closesBy = Collections.emptyList();
    private int exchangesMedian = -1;
    private long ageMillisMedian = -1;
    private double secondsSinceServed = Double.NaN;
    private IdleRace idleRace = IdleRace.UNKNOWN;
    private List<SiteShare> sites = Collections.emptyList();
    private List<ClosingShare> closingSites = Collections.emptyList();

    private Builder() {}

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder library(String value) {
      library = value;
      return this;
    }

    public Builder timeWait(int value) {
      timeWait = value;
      return this;
    }

    public Builder closesBy(List<CloseCount> value) {
      closesBy = value;
      return this;
    }

    public Builder exchangesMedian(int value) {
      exchangesMedian = value;
      return this;
    }

    public Builder ageMillisMedian(long value) {
      ageMillisMedian = value;
      return this;
    }

    public Builder secondsSinceServed(double value) {
      secondsSinceServed = value;
      return this;
    }

    public Builder idleRace(IdleRace value) {
      idleRace = value;
      return this;
    }

    public Builder sites(List<SiteShare> value) {
      sites = value;
      return this;
    }

    public Builder closingSites(List<ClosingShare> value) {
      closingSites = value;
      return this;
    }

    public ListeningPort build() {
      return new ListeningPort(this);
    }
  }
}
