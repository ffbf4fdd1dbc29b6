package io.firstfin.picture;

import java.util.Collections;
import java.util.List;

/**
 * What this JVM did as a server on one listening port: sums over all peers, those too that {@link
 * Picture#destinations} has no room for.
 */
public final class ListeningPort {
  public final int port;

  /** This JVM's sockets in TIME_WAIT; -1 when unknown. */
  public final int timeWait;

  /** Connections ended since the agent began to watch, by who ended them and how. */
  public final List<CloseCount> closesBy;

  /** As in {@link Destination#exchangesMedian}. */
  public final int exchangesMedian;

  /** As in {@link Destination#ageMillisMedian}. */
  public final long ageMillisMedian;

  /** The call sites behind {@link #timeWait}, the heaviest first. */
  public final List<SiteShare> sites;

  /** The call sites that ended its connections, in whichever way, the heaviest first. */
  public final List<ClosingShare> closingSites;

  public ListeningPort(
      int port,
      int timeWait,
      List<CloseCount> closesBy,
      int exchangesMedian,
      long ageMillisMedian,
      List<SiteShare> sites,
      List<ClosingShare> closingSites) {
    this.port = port;
    this.timeWait = timeWait;
    this.closesBy = Collections.unmodifiableList(closesBy);
    this.exchangesMedian = exchangesMedian;
    this.ageMillisMedian = ageMillisMedian;
    this.sites = Collections.unmodifiableList(sites);
    this.closingSites = Collections.unmodifiableList(closingSites);
  }
}
