package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;

/**
 * The connections of this JVM with one remote address. As a client: an address and port that it
 * connects to. As a server: one client host of one listening port.
 */
public final class Destination {
  public final Role role;

  /** {@code 10.0.0.5:6379} or {@code [::1]:6379} as a client; {@code 10.0.0.5:*} as a server. */
  public final String remote;

  /**
   * The name by which the application last resolved {@link #remote}; empty when it used the address
   * itself, or when the agent has not seen the name.
   */
  public final String name;

  /** The listening port as a server, 0 as a client. */
  public final int listeningPort;

  /** This JVM's sockets in TIME_WAIT; -1 when unknown. */
  public final int timeWait;

  /**
   * All processes' sockets in TIME_WAIT towards this destination in the namespace; -1 when unknown.
   */
  public final int timeWaitAll;

  /** Growth of {@link #timeWaitAll}, sockets a second; NaN when unknown. */
  public final double timeWaitGrowth;

  /** This JVM's sockets in CLOSE_WAIT; -1 when unknown. */
  public final int closeWait;

  /** Connections ended since the agent began to watch. */
  public final long closes;

  /** Those of {@link #closes} that this JVM ended first. */
  public final long closesLocalFirst;

  /** {@link #closes} by initiator and how. */
  public final List<CloseCount> closesBy;

  /** Connections ended in the last five minutes; -1 when unknown. */
  public final long closesLately;

  /** Connects that timed out in the last five minutes; -1 when unknown, or as a server. */
  public final int timedOutLately;

  /** Connections ended a second, over about the last ten seconds. */
  public final double closesPerSecond;

  /**
   * Those closes that left a socket in TIME_WAIT here, because this JVM's FIN was the first or both
   * FINs crossed; NaN when unknown.
   */
  public final double timeWaitClosesPerSecond;

  /**
   * Ephemeral ports that any process has taken towards this destination; -1 when unknown, or as a
   * server.
   */
  public final int portsUsed;

  /** Ephemeral ports that exist towards it; -1 when unknown, or as a server. */
  public final int portsMax;

  /**
   * Time until the last port is taken at the present rates, seconds; NaN when the ports do not run
   * out, or when it is not known, for example where the kernel reuses ports in TIME_WAIT.
   */
  public final double secondsToExhaustion;

  /**
   * Exchanges on a connection that this JVM ended first or together with the peer, at the median,
   * from TCP_INFO's data segments; -1 when unknown.
   */
  public final int exchangesMedian;

  /**
   * Age at its close of a connection that this JVM ended first or together with the peer, at the
   * median, milliseconds; -1 when unknown.
   */
  public final long ageMillisMedian;

  /**
   * How long a connection that this JVM ended first or together with the peer was in use, at the
   * median, milliseconds: its age less the time without data before its close; -1 when unknown.
   */
  public final long useMillisMedian;

  public final Ends ends;

  /** The call sites that made {@link #timeWait}, the heaviest first. */
  public final List<SiteShare> sites;

  /** As a client, the call sites that ended its connections in any way, the heaviest first. */
  public final List<ClosingShare> closingSites;

  private Destination(Builder from) {
    role = from.role;
    remote = from.remote;
    name = from.name;
    listeningPort = from.listeningPort;
    timeWait = from.timeWait;
    timeWaitAll = from.timeWaitAll;
    timeWaitGrowth = Tenths.of(from.timeWaitGrowth);
    closeWait = from.closeWait;
    closes = from.closes;
    closesLocalFirst = from.closesLocalFirst;
    closesBy = Copies.of(from.closesBy);
    closesLately = from.closesLately;
    timedOutLately = from.timedOutLately;
    closesPerSecond = Tenths.of(from.closesPerSecond);
    timeWaitClosesPerSecond = Tenths.of(from.timeWaitClosesPerSecond);
    portsUsed = from.portsUsed;
    portsMax = from.portsMax;
    secondsToExhaustion = Tenths.of(from.secondsToExhaustion);
    exchangesMedian = from.exchangesMedian;
    ageMillisMedian = from.ageMillisMedian;
    useMillisMedian = from.useMillisMedian;
    ends = from.ends;
    sites = Copies.of(from.sites);
    closingSites = Copies.of(from.closingSites);
  }

  /** The address of {@link #remote} without its port; an IPv6 address stays in brackets. */
  public String host() {
    return remote.substring(0, remote.lastIndexOf(':'));
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private Role role = Role.UNKNOWN;
    private String remote = "";
    private String name = "";
    private int listeningPort = 0;
    private int timeWait = -1;
    private int timeWaitAll = -1;
    private double timeWaitGrowth = Double.NaN;
    private int closeWait = -1;
    private long closes = -1;
    private long closesLocalFirst = -1;
    private List<CloseCount> closesBy = Collections.emptyList();
    private long closesLately = -1;
    private int timedOutLately = -1;
    private double closesPerSecond = Double.NaN;
    private double timeWaitClosesPerSecond = Double.NaN;
    private int portsUsed = -1;
    private int portsMax = -1;
    private double secondsToExhaustion = Double.NaN;
    private int exchangesMedian = -1;
    private long ageMillisMedian = -1;
    private long useMillisMedian = -1;
    private Ends ends = Ends.UNKNOWN;
    private List<SiteShare> sites = Collections.emptyList();
    private List<ClosingShare> closingSites = Collections.emptyList();

    private Builder() {}

    public Builder role(Role value) {
      role = value;
      return this;
    }

    public Builder remote(String value) {
      remote = value;
      return this;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder listeningPort(int value) {
      listeningPort = value;
      return this;
    }

    public Builder timeWait(int value) {
      timeWait = value;
      return this;
    }

    public Builder timeWaitAll(int value) {
      timeWaitAll = value;
      return this;
    }

    public Builder timeWaitGrowth(double value) {
      timeWaitGrowth = value;
      return this;
    }

    public Builder closeWait(int value) {
      closeWait = value;
      return this;
    }

    public Builder closes(long value) {
      closes = value;
      return this;
    }

    public Builder closesLocalFirst(long value) {
      closesLocalFirst = value;
      return this;
    }

    public Builder closesBy(List<CloseCount> value) {
      closesBy = value;
      return this;
    }

    public Builder closesLately(long value) {
      closesLately = value;
      return this;
    }

    public Builder timedOutLately(int value) {
      timedOutLately = value;
      return this;
    }

    public Builder closesPerSecond(double value) {
      closesPerSecond = value;
      return this;
    }

    public Builder timeWaitClosesPerSecond(double value) {
      timeWaitClosesPerSecond = value;
      return this;
    }

    public Builder portsUsed(int value) {
      portsUsed = value;
      return this;
    }

    public Builder portsMax(int value) {
      portsMax = value;
      return this;
    }

    public Builder secondsToExhaustion(double value) {
      secondsToExhaustion = value;
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

    public Builder useMillisMedian(long value) {
      useMillisMedian = value;
      return this;
    }

    public Builder ends(Ends value) {
      ends = value;
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

    public Destination build() {
      return new Destination(this);
    }
  }
}
