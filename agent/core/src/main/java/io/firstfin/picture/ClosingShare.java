package io.firstfin.picture;

import io.firstfin.record.How;
import io.firstfin.record.Initiator;

/** The part of a destination's or a listening port's closes that were made at one site. */
public final class ClosingShare {
  /** As in {@link Site#id}. */
  public final String site;

  public final Initiator initiator;

  public final How how;

  /** As in {@link Site#line}. */
  public final String line;

  /** As in {@link Site#via}. */
  public final String via;

  /** Connections ended; where they are many, old ones fade, so that only shares are to be read. */
  public final int closes;

  public ClosingShare(
      String site, Initiator initiator, How how, String line, String via, int closes) {
    this.site = site;
    this.initiator = initiator;
    this.how = how;
    this.line = line;
    this.via = via;
    this.closes = closes;
  }
}
