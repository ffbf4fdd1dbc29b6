package io.firstfin.jmx;

import io.firstfin.picture.CloseCount;

/** {@link CloseCount} for JMX. */
public final class CloseRow {
  private final CloseCount close;

  CloseRow(CloseCount close) {
    this.close = close;
  }

  public String getRole() {
    return close.role.label();
  }

  public String getInitiator() {
    return close.initiator.label();
  }

  public String getHow() {
    return close.how.label();
  }

  public long getCount() {
    return close.count;
  }
}
