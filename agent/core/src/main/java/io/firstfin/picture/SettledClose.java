package io.firstfin.picture;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;

/** One close with its final verdict. Immutable. */
public final class SettledClose {
  /** When the close began, milliseconds since the epoch. */
  public final long timeMillis;

  public final Role role;
  public final Initiator initiator;
  public final How how;

  /** The peer's address without brackets; empty when it is not known. */
  public final String host;

  public final int remotePort;

  /** The name by which the application resolved the address; empty when it did not resolve it. */
  public final String name;

  /** As a server, the listening port. */
  public final int localPort;

  /** Age of the connection, milliseconds; NaN when its opening was not seen. */
  public final double ageMillis;

  /** Exchanges on the connection; -1 when unknown. */
  public final int exchanges;

  /** Bytes of data in both directions, rounded down by less than a quarter; -1 when unknown. */
  public final long bytes;

  /** Whether the stack was not read because a sample is enough; then there is no line. */
  public final boolean sampled;

  /** Id of the call site. */
  public final String site;

  /** The line that is named; empty when it is not known. */
  public final String line;

  /** The method of a library that {@link #line} called; empty when there is none. */
  public final String via;

  /** What closed, where {@link #line} is the line that opened the connection; otherwise empty. */
  public final String closedBy;

  private SettledClose(Builder builder) {
    timeMillis = builder.timeMillis;
    role = builder.role;
    initiator = builder.initiator;
    how = builder.how;
    host = builder.host;
    remotePort = builder.remotePort;
    name = builder.name;
    localPort = builder.localPort;
    ageMillis = Tenths.of(builder.ageMillis);
    exchanges = builder.exchanges;
    bytes = builder.bytes;
    sampled = builder.sampled;
    site = builder.site;
    line = builder.line;
    via = builder.via;
    closedBy = builder.closedBy;
  }

  /** {@code 10.0.0.5:6379} or {@code [::1]:6379}; empty when the address is not known. */
  public String remote() {
    if (host.isEmpty()) {
      return "";
    }
    return (hasBrackets() ? '[' + host + ']' : host) + ':' + remotePort;
  }

  /** Whether {@link #remote} has the host in brackets: an IPv6 address. */
  public boolean hasBrackets() {
    return host.indexOf(':') >= 0;
  }

  /** Whether it leaves TIME_WAIT at this end, unless a reset of the peer's comes after it. */
  public boolean leavesTimeWait() {
    return initiator.leavesTimeWait(how);
  }

  /** A builder in which every field is unknown or empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** Each setter is named like the field that it sets. For one thread. */
  public static final class Builder {
    private long timeMillis;
    private Role role = Role.UNKNOWN;
    private Initiator initiator = Initiator.UNKNOWN;
    private How how = How.UNKNOWN;
    private String host = "";
    private int remotePort;
    private String name = "";
    private int localPort = -1;
    private double ageMillis = Double.NaN;
    private int exchanges = -1;
    private long bytes = -1;
    private boolean sampled;
    private String site = "";
    private String line = "";
    private String via = "";
    private String closedBy = "";

    private Builder() {}

    public Builder timeMillis(long value) {
      timeMillis = value;
      return this;
    }

    public Builder role(Role value) {
      role = value;
      return this;
    }

    public Builder initiator(Initiator value) {
      initiator = value;
      return this;
    }

    public Builder how(How value) {
      how = value;
      return this;
    }

    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder remotePort(int value) {
      remotePort = value;
      return this;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder localPort(int value) {
      localPort = value;
      return this;
    }

    public Builder ageMillis(double value) {
      ageMillis = value;
      return this;
    }

    public Builder exchanges(int value) {
      exchanges = value;
      return this;
    }

    public Builder bytes(long value) {
      bytes = value;
      return this;
    }

    public Builder sampled(boolean value) {
      sampled = value;
      return this;
    }

    public Builder site(String value) {
      site = value;
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

    public Builder closedBy(String value) {
      closedBy = value;
      return this;
    }

    public SettledClose build() {
      return new SettledClose(this);
    }
  }
}
