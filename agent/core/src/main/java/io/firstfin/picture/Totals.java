package io.firstfin.picture;

import io.firstfin.vocabulary.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Sums over the whole JVM; option {@code top} does not limit them. */
public final class Totals {
  /** When nothing is known. */
  public static final Totals UNKNOWN = builder().build();

  /** Connections opened since the agent began to watch, as client and as server. */
  public final Map<Role, Long> opened;

  /** Lifetimes of the connections that ended, by role and initiator. */
  public final List<Lifetime> lifetimes;

  /** This JVM's sockets in TIME_WAIT by role; empty when unknown. */
  public final Map<Role, Integer> timeWait;

  /**
   * Ephemeral ports taken towards the destination that is nearest to exhaustion; 0 when this JVM
   * has no destination, -1 when unknown.
   */
  public final int portsUsed;

  /** How long reading the kernel took, by source, summed over all checks. */
  public final List<CheckTime> checks;

  private Totals(Builder from) {
    opened = Copies.of(from.opened);
    lifetimes = Copies.of(from.lifetimes);
    timeWait = Copies.of(from.timeWait);
    portsUsed = from.portsUsed;
    checks = Copies.of(from.checks);
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private Map<Role, Long> opened = Collections.emptyMap();
    private List<Lifetime> lifetimes = Collections.emptyList();
    private Map<Role, Integer> timeWait = Collections.emptyMap();
    private int portsUsed = -1;
    private List<CheckTime> checks = Collections.emptyList();

    private Builder() {}

    public Builder opened(Map<Role, Long> value) {
      opened = value;
      return this;
    }

    public Builder lifetimes(List<Lifetime> value) {
      lifetimes = value;
      return this;
    }

    public Builder timeWait(Map<Role, Integer> value) {
      timeWait = value;
      return this;
    }

    public Builder portsUsed(int value) {
      portsUsed = value;
      return this;
    }

    public Builder checks(List<CheckTime> value) {
      checks = value;
      return this;
    }

    public Totals build() {
      return new Totals(this);
    }
  }
}
