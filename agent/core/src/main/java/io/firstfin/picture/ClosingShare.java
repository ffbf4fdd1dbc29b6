package io.firstfin.picture;

import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;

/** The part of a destination's or a listening port's closes that one line of code made. */
public final class ClosingShare {
  /** As in {@link Site#id}; of the heaviest call stack where several lead to the line. */
  public final String site;

  public final Initiator initiator;

  public final How how;

  /** As in {@link Site#line}. */
  public final String line;

  /** As in {@link Site#via}. */
  public final String via;

  /** Connections ended. Where there are many, old ones fade, so that only shares are meaningful. */
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

  /**
   * The sum of this share and that of another call stack to the same line, with the same kind of
   * close.
   */
  public ClosingShare plus(ClosingShare other) {
    return new ClosingShare(site, initiator, how, line, via, closes + other.closes);
  }
}
