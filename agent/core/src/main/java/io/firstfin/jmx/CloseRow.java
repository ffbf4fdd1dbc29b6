package io.firstfin.jmx;

import io.firstfin.picture.CloseCount;
import io.firstfin.vocabulary.Reset;

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

  /** Which side reset the connection: none, local or remote; null when not known. */
  public String getReset() {
    Reset reset = close.how.reset(close.initiator);
    return reset == null ? null : reset.label();
  }

  public long getCount() {
    return close.count;
  }
}
