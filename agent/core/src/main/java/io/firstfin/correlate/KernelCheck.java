package io.firstfin.correlate;

import io.firstfin.kernel.PortSettings;
import io.firstfin.picture.Descriptors;
import io.firstfin.picture.Ports;
import io.firstfin.vocabulary.TcpCounter;
import java.util.Map;

/** What one check has asked of the kernel, and what it found. Immutable. */
public final class KernelCheck {
  /** {@code sock_diag}, {@code procfs}, {@code sockstat} (the quick count) or {@code off}. */
  public final String source;

  /** Duration of the questions, milliseconds. */
  public final double millis;

  /** When the answers were complete, {@link System#nanoTime}. */
  public final long nanoTime;

  /** When the answers were complete, milliseconds since the epoch. */
  public final long timeMillis;

  /** Sockets in TIME_WAIT by the quick count; -1 when unknown, or when there was a census. */
  public final int quickTimeWait;

  public final Ports ports;

  final Descriptors descriptors;

  /** The namespace's counters; null when they were not read. */
  final Map<TcpCounter, Long> counters;

  /** What the census has counted; null when there was none, or it was not whole. */
  final CensusCounts census;

  private KernelCheck(Builder builder) {
    source = builder.source;
    millis = builder.millis;
    nanoTime = builder.nanoTime;
    timeMillis = System.currentTimeMillis();
    quickTimeWait = builder.quickTimeWait;
    ports = builder.ports;
    descriptors = builder.descriptors;
    counters = builder.counters;
    census = builder.census;
  }

  /**
   * A builder for a check that has just asked the kernel.
   *
   * @param source as in {@link #source}
   * @param millis as in {@link #millis}
   */
  public static Builder builder(String source, double millis) {
    return new Builder(source, millis);
  }

  /** Whether there was a census, and it was whole. */
  public boolean isWhole() {
    return census != null;
  }

  /**
   * Whether a whole census knew this process's descriptors, so that the owners of live sockets are
   * known.
   */
  public boolean isOwnerKnown() {
    return census != null && census.areOwnersKnown;
  }

  /** Not for use by several threads. */
  public static final class Builder {
    private final String source;
    private final double millis;
    private long nanoTime = System.nanoTime();
    private int quickTimeWait = -1;
    private Ports ports = Ports.UNKNOWN;
    private Descriptors descriptors = Descriptors.UNKNOWN;
    private Map<TcpCounter, Long> counters;
    private CensusCounts census;

    private Builder(String source, double millis) {
      this.source = source;
      this.millis = millis;
    }

    /** Sockets in TIME_WAIT by the quick count; -1 when unknown. */
    public Builder quickTimeWait(int sockets) {
      quickTimeWait = sockets;
      return this;
    }

    public Builder ports(PortSettings settings) {
      ports =
          Ports.builder()
              .low(settings.low)
              .high(settings.high)
              .reserved(settings.reservedPorts)
              .timeWaitReuse(settings.timeWaitReuse)
              .timeWaitReuseDelayMillis(settings.timeWaitReuseDelayMillis)
              .timestamps(settings.timestamps)
              .maxTimeWaitBuckets(settings.maxTimeWaitBuckets)
              .build();
      return this;
    }

    /** Descriptors taken, and their limit; -1 where unknown. */
    public Builder descriptors(int taken, int limit) {
      descriptors = new Descriptors(taken, limit);
      return this;
    }

    public Builder counters(Map<TcpCounter, Long> read) {
      counters = read;
      return this;
    }

    /** Sets a census that {@link Correlator#endCensus} has ended. */
    public Builder census(CensusJoin whole) {
      return census(whole.counts);
    }

    /** Sets another time than that of the builder's making, {@link System#nanoTime}. */
    Builder nanoTime(long time) {
      nanoTime = time;
      return this;
    }

    Builder census(CensusCounts whole) {
      census = whole;
      return this;
    }

    public KernelCheck build() {
      return new KernelCheck(this);
    }
  }
}
