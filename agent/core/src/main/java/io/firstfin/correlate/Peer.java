package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.CloseCount;
import io.firstfin.record.How;
import io.firstfin.record.Initiator;
import io.firstfin.record.Role;
import java.util.ArrayList;
import java.util.List;

/** What is known of one destination; see {@link io.firstfin.picture.Destination}. One thread. */
final class Peer {
  private static final Initiator[] INITIATORS = Initiator.values();
  private static final How[] HOWS = How.values();

  final int index;
  final Role role;
  final long high;
  final long low;

  /** As a client the remote port, as a server the listening port. */
  final int port;

  final Histogram exchanges = new Histogram(48);
  final Histogram ageMillis = new Histogram(96);
  final Rate closeRate = new Rate();
  final Rate timeWaitRate = new Rate();
  final Rate portsRate = new Rate();

  long closes;
  long closesLocalFirst;
  private final long[] closesBy = new long[INITIATORS.length * HOWS.length];
  long lastNanos;

  // Of the last census.
  int timeWait;
  int timeWaitAll;
  int closeWait;
  int portsUsed;
  int references;

  Peer(int index, Role role, long high, long low, int port, long nanoTime) {
    this.index = index;
    this.role = role;
    this.high = high;
    this.low = low;
    this.port = port;
    lastNanos = nanoTime;
    closeRate.perSecond(nanoTime, 0);
  }

  boolean is(Role otherRole, long otherHigh, long otherLow, int otherPort) {
    return port == otherPort && low == otherLow && high == otherHigh && role == otherRole;
  }

  void count(Initiator initiator, How how, long count) {
    closesBy[initiator.ordinal() * HOWS.length + how.ordinal()] += count;
  }

  List<CloseCount> closesBy() {
    List<CloseCount> list = new ArrayList<CloseCount>();
    for (Initiator initiator : INITIATORS) {
      for (How how : HOWS) {
        long count = closesBy[initiator.ordinal() * HOWS.length + how.ordinal()];
        if (count > 0) {
          list.add(new CloseCount(role, initiator, how, count));
        }
      }
    }
    return list;
  }

  void beginCensus() {
    timeWait = 0;
    timeWaitAll = 0;
    closeWait = 0;
    portsUsed = 0;
  }

  /** {@code 10.0.0.5:6379} as a client, {@code 10.0.0.5:*} as a server. */
  String remote() {
    String text = SocketAddresses.format(high, low, port);
    return role == Role.SERVER ? text.substring(0, text.lastIndexOf(':')) + ":*" : text;
  }
}
