package io.firstfin.picture;

/** Settings of the process's network namespace that limit TIME_WAIT and ports; -1 where unknown. */
public final class Ports {
  /** TCP_TIMEWAIT_LEN in include/net/tcp.h: a constant of the kernel. */
  public static final double TIME_WAIT_SECONDS = 60;

  /** When nothing is known. */
  public static final Ports UNKNOWN = builder().build();

  /** The fixed delay of kernels that do not have net.ipv4.tcp_tw_reuse_delay. */
  private static final int REUSE_DELAY_MILLIS = 1000;

  /** First port of net.ipv4.ip_local_port_range. */
  public final int low;

  /** Last port of net.ipv4.ip_local_port_range. */
  public final int high;

  /** Ports of that range that net.ipv4.ip_local_reserved_ports takes out. */
  public final int reserved;

  /** net.ipv4.tcp_tw_reuse: 0 off, 1 on, 2 loopback only. */
  public final int timeWaitReuse;

  /** net.ipv4.tcp_tw_reuse_delay, milliseconds. Older kernels do not have it. */
  public final int timeWaitReuseDelayMillis;

  /** net.ipv4.tcp_timestamps: 0 off, 1 and 2 on. */
  public final int timestamps;

  /** net.ipv4.tcp_max_tw_buckets. */
  public final int maxTimeWaitBuckets;

  private Ports(Builder from) {
    low = from.low;
    high = from.high;
    reserved = from.reserved;
    timeWaitReuse = from.timeWaitReuse;
    timeWaitReuseDelayMillis = from.timeWaitReuseDelayMillis;
    timestamps = from.timestamps;
    maxTimeWaitBuckets = from.maxTimeWaitBuckets;
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Ephemeral ports that one pair of source address and destination has; -1 when unknown. */
  public int max() {
    return low < 0 || high < 0 ? -1 : high - low + 1 - Math.max(reserved, 0);
  }

  /**
   * Whether a connect may take a port whose socket towards the same destination is in TIME_WAIT
   * (tcp_twsk_unique in net/ipv4/tcp_ipv4.c): with tcp_tw_reuse 2 towards loopback addresses, with
   * 1 towards all, in both cases where both ends have TCP timestamps. A peer on another host is
   * assumed to have them on: only failing connects show that it does not.
   *
   * @param remote as in {@link Destination#remote}
   */
  public boolean areReusedTowards(String remote) {
    return timestamps != 0 && (timeWaitReuse == 1 || timeWaitReuse == 2 && isLoopback(remote));
  }

  /** Whether the kernel treats a destination as loopback, by its address. */
  public static boolean isLoopback(String remote) {
    return remote.startsWith("127.") || remote.startsWith("[::1]:");
  }

  /** How long a close keeps its port from the next connect to the same destination, seconds. */
  public double heldSeconds(String remote) {
    if (!areReusedTowards(remote)) {
      return TIME_WAIT_SECONDS;
    }
    int millis = timeWaitReuseDelayMillis < 0 ? REUSE_DELAY_MILLIS : timeWaitReuseDelayMillis;
    return Math.min(millis / 1000.0, TIME_WAIT_SECONDS);
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private int low = -1;
    private int high = -1;
    private int reserved = -1;
    private int timeWaitReuse = -1;
    private int timeWaitReuseDelayMillis = -1;
    private int timestamps = -1;
    private int maxTimeWaitBuckets = -1;

    private Builder() {}

    public Builder low(int value) {
      low = value;
      return this;
    }

    public Builder high(int value) {
      high = value;
      return this;
    }

    public Builder reserved(int value) {
      reserved = value;
      return this;
    }

    public Builder timeWaitReuse(int value) {
      timeWaitReuse = value;
      return this;
    }

    public Builder timeWaitReuseDelayMillis(int value) {
      timeWaitReuseDelayMillis = value;
      return this;
    }

    public Builder timestamps(int value) {
      timestamps = value;
      return this;
    }

    public Builder maxTimeWaitBuckets(int value) {
      maxTimeWaitBuckets = value;
      return this;
    }

    public Ports build() {
      return new Ports(this);
    }
  }
}
