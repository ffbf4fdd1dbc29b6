package io.firstfin.diagnose.evidence;

import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.vocabulary.Initiator;

/**
 * What the connections of one destination served until this JVM ended them, by their exchanges,
 * their age and the time without data before the close.
 */
public enum ConnectionUse {
  /** No exchange at all. */
  NOTHING,

  /**
   * Data in one direction, and the end at once: nobody can have waited for an answer. So end the
   * data connections of FTP, and those of a message that has no answer.
   */
  ONE_WAY,

  /** One exchange, and then the end. */
  ONE_CALL,

  /**
   * The same number of exchanges each time, and then the end at once. The greeting and the login of
   * a protocol are exchanges too, so that this is one call, or a unit of work of several.
   */
  SAME_WORK,

  /** They lived shortly and served exchanges that differ in number. */
  SHORT,

  /** They lived longer than one call does. */
  KEPT,

  /** The exchanges are not known. */
  UNKNOWN;

  /** A connection that lived longer was kept for more than one call. */
  private static final long YOUNG_MILLIS = 10_000;

  /** Nobody gives up so soon after the last data. */
  private static final long AT_ONCE_MILLIS = 5;

  /** One answer more or less, or an answer in two segments, is still the same work. */
  private static final double NEARLY_THE_SAME = 1.5;

  /** An unknown age (-1) counts as young where the exchanges are known. */
  public static ConnectionUse of(Destination destination) {
    int exchanges = destination.exchangesMedian;
    if (exchanges < 0) {
      return destination.ageMillisMedian > YOUNG_MILLIS ? KEPT : UNKNOWN;
    }
    if (destination.ageMillisMedian > YOUNG_MILLIS) {
      return KEPT;
    }
    if (exchanges == 0) {
      return isOneWay(destination.ends.of(Initiator.LOCAL)) ? ONE_WAY : NOTHING;
    }
    if (exchanges == 1) {
      return ONE_CALL;
    }
    return isSameWork(destination) ? SAME_WORK : SHORT;
  }

  private static boolean isSameWork(Destination destination) {
    Ending ending = destination.ends.of(Initiator.LOCAL);
    return ending != null
        && EndedConnections.isConstant(ending.exchanges, NEARLY_THE_SAME)
        && EndedConnections.isAtOnce(ending.idleMillis);
  }

  private static boolean isOneWay(Ending ending) {
    return ending != null
        && ending.bytes.count > 0
        && ending.bytes.median > 0
        && ending.idleMillis.count > 0
        && ending.idleMillis.median < AT_ONCE_MILLIS;
  }

  /** Whether each connection was opened for one call or one unit of work. */
  public boolean isOnePerCall() {
    return this == ONE_CALL || this == SAME_WORK;
  }
}
