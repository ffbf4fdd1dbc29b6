package io.firstfin.jmx;

import io.firstfin.picture.Site;
import io.firstfin.vocabulary.Reset;
import java.util.List;

/** {@link Site} for JMX. */
public final class SiteRow {
  private final Site site;

  SiteRow(Site site) {
    this.site = site;
  }

  public String getId() {
    return site.id;
  }

  public String getRole() {
    return site.role.label();
  }

  public String getInitiator() {
    return site.initiator.label();
  }

  public String getHow() {
    return site.how.label();
  }

  /** Which side reset the connection: none, local or remote; null when not known. */
  public String getReset() {
    Reset reset = site.how.reset(site.initiator);
    return reset == null ? null : reset.label();
  }

  public long getCloses() {
    return site.closes;
  }

  public Integer getTimeWait() {
    return Known.count(site.timeWait);
  }

  public boolean isSampled() {
    return site.sampled;
  }

  /** In percentage points; null when not known. */
  public Double getMarginPercent() {
    return Known.decimal(site.marginPercent);
  }

  public String getLine() {
    return site.line;
  }

  /** The library's method that {@link #getLine} called; empty when it called none. */
  public String getVia() {
    return site.via;
  }

  /** What closed where {@link #getLine} only opened, such as a pool; otherwise empty. */
  public String getClosedBy() {
    return site.closedBy;
  }

  public List<String> getFrames() {
    return site.frames;
  }
}
