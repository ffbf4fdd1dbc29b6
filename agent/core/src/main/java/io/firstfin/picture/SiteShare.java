package io.firstfin.picture;

/** The part of a destination's TIME_WAIT that one line of code made. */
public final class SiteShare {
  /** As in {@link Site#id}; of the heaviest call stack where several lead to the line. */
  public final String site;

  /** As in {@link Site#line}. */
  public final String line;

  /** As in {@link Site#via}. */
  public final String via;

  /** As in {@link Site#closedBy}. */
  public final String closedBy;

  public final int timeWait;

  public SiteShare(String site, String line, String via, String closedBy, int timeWait) {
    this.site = site;
    this.line = line;
    this.via = via;
    this.closedBy = closedBy;
    this.timeWait = timeWait;
  }

  /** The sum of this share and that of another call stack to the same line. */
  public SiteShare plus(SiteShare other) {
    return new SiteShare(site, line, via, closedBy, timeWait + other.timeWait);
  }
}
