package io.firstfin.picture;

import io.firstfin.vocabulary.Initiator;
import java.util.Collections;
import java.util.List;

/** How the connections of a destination ended. */
public final class Ends {
  /** When nothing is known. */
  public static final Ends UNKNOWN =
      new Ends(Collections.<Ending>emptyList(), Spread.UNKNOWN, FailedReuse.UNKNOWN);

  /** Figures by the side that closed first. A side of which nothing is known has no entry. */
  public final List<Ending> byInitiator;

  /** Time from the close of one connection to that of the next, milliseconds. */
  public final Spread closeIntervalMillis;

  public final FailedReuse failedReuse;

  public Ends(List<Ending> byInitiator, Spread closeIntervalMillis, FailedReuse failedReuse) {
    this.byInitiator = Copies.of(byInitiator);
    this.closeIntervalMillis = closeIntervalMillis;
    this.failedReuse = failedReuse;
  }

  /** The figures of the connections that this side closed first; null when nothing is known. */
  public Ending of(Initiator initiator) {
    for (Ending ending : byInitiator) {
      if (ending.initiator == initiator) {
        return ending;
      }
    }
    return null;
  }
}
