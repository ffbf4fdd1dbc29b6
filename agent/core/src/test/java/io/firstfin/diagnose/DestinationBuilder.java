package io.firstfin.diagnose;

import io.firstfin.picture.CloseCount;
import io.firstfin.picture.ClosingShare;
import io.firstfin.picture.Destination;
import io.firstfin.picture.Ending;
import io.firstfin.picture.Ends;
import io.firstfin.picture.FailedReuse;
import io.firstfin.picture.SiteShare;
import io.firstfin.picture.Spread;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;
import io.firstfin.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;

/** A destination of which only the name is known. A test sets what matters to it. */
public final class DestinationBuilder {
  private final Role role;
  private final Destination.Builder destination;
  private final List<Ending> endings = new ArrayList<>();
  private Spread closeIntervals = Spread.UNKNOWN;
  private FailedReuse failedReuse = FailedReuse.NONE;
  private final List<CloseCount> closesBy = new ArrayList<>();
  private final List<SiteShare> sites = new ArrayList<>();
  private final List<ClosingShare> closingSites = new ArrayList<>();

  private DestinationBuilder(Role role, String remote, int listeningPort) {
    this.role = role;
    destination =
        Destination.builder()
            .role(role)
            .remote(remote)
            .listeningPort(listeningPort)
            .closes(0)
            .closesLocalFirst(0);
  }

  public static DestinationBuilder client(String remote) {
    return new DestinationBuilder(Role.CLIENT, remote, 0);
  }

  public static DestinationBuilder server(String remote, int listeningPort) {
    return new DestinationBuilder(Role.SERVER, remote, listeningPort);
  }

  public static DestinationBuilder unknownRole(String remote) {
    return new DestinationBuilder(Role.UNKNOWN, remote, 0);
  }

  public DestinationBuilder timeWait(int ofThisJvm, int all) {
    destination.timeWait(ofThisJvm).timeWaitAll(all);
    return this;
  }

  public DestinationBuilder growth(double perSecond) {
    destination.timeWaitGrowth(perSecond);
    return this;
  }

  public DestinationBuilder rate(double perSecond) {
    return rate(perSecond, perSecond);
  }

  /** Sets all closes a second, and those that leave a socket in TIME_WAIT here. */
  public DestinationBuilder rate(double perSecond, double toTimeWaitPerSecond) {
    destination
        .closesPerSecond(perSecond)
        .timeWaitClosesPerSecond(toTimeWaitPerSecond)
        .closes(1000)
        .closesLocalFirst(1000);
    return this;
  }

  public DestinationBuilder ports(int used, int max, double secondsLeft) {
    destination.portsUsed(used).portsMax(max).secondsToExhaustion(secondsLeft);
    return this;
  }

  /** What happened in the last five minutes. */
  public DestinationBuilder lately(long closes, int timedOut) {
    destination.closesLately(closes).timedOutLately(timedOut);
    return this;
  }

  public DestinationBuilder connections(int exchangesMedian, long ageMillisMedian) {
    destination.exchangesMedian(exchangesMedian).ageMillisMedian(ageMillisMedian);
    return this;
  }

  public DestinationBuilder inUse(long millisMedian) {
    destination.useMillisMedian(millisMedian);
    return this;
  }

  /** Adds connections that this side ended by FIN. */
  public DestinationBuilder closes(Initiator initiator, long count) {
    closesBy.add(new CloseCount(role, initiator, How.FIN, count));
    destination.closes(closesBy.stream().mapToLong(close -> close.count).sum());
    return this;
  }

  public DestinationBuilder ended(
      Initiator initiator, Spread exchanges, Spread idleMillis, Spread bytes) {
    endings.add(new Ending(initiator, exchanges, idleMillis, bytes));
    return this;
  }

  public DestinationBuilder closeIntervals(Spread millis) {
    closeIntervals = millis;
    return this;
  }

  public DestinationBuilder failedAfterFin(long count, long idleMillis) {
    failedReuse = new FailedReuse(count, 0, 0, 0, same(count, idleMillis), Spread.UNKNOWN);
    return this;
  }

  public DestinationBuilder resetWhileIdle(long count, long idleMillis) {
    failedReuse = new FailedReuse(0, 0, 0, count, Spread.UNKNOWN, same(count, idleMillis));
    return this;
  }

  public DestinationBuilder failedSilently(long reset, long unanswered, long idleMillis) {
    Spread idle = same(reset + unanswered, idleMillis);
    failedReuse = new FailedReuse(0, reset, unanswered, 0, Spread.UNKNOWN, idle);
    return this;
  }

  public static Spread same(long count, long figure) {
    return new Spread(count, figure, figure, figure);
  }

  public DestinationBuilder share(String site, String line, String via, int sockets) {
    sites.add(new SiteShare(site, line, via, "", sockets));
    return this;
  }

  /** Adds a site that ended this number of connections. */
  public DestinationBuilder closed(Initiator initiator, String site, String line, int connections) {
    return closed(initiator, How.FIN, site, line, connections);
  }

  public DestinationBuilder closed(
      Initiator initiator, How how, String site, String line, int connections) {
    closingSites.add(new ClosingShare(site, initiator, how, line, "", connections));
    return this;
  }

  public Destination build() {
    return destination
        .ends(new Ends(endings, closeIntervals, failedReuse))
        .sites(sites)
        .closingSites(closingSites)
        .closesBy(closesBy)
        .build();
  }
}
