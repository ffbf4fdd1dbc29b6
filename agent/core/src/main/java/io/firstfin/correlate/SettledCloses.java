package io.firstfin.correlate;

import io.firstfin.kernel.SocketAddresses;
import io.firstfin.picture.SettledClose;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.RecordFacts;
import io.firstfin.record.RecordPorts;
import io.firstfin.record.TcpInfo;
import java.util.function.Consumer;

/**
 * Shows each close to a listener, once its verdict is final. While there is no listener, nothing is
 * made of a close. One thread.
 */
final class SettledCloses {
  private static final double NANOS_PER_MILLI = 1e6;

  private final CallSites sites;
  private final OpenersOfCloses openers;
  private final WallTime wallTime;

  /** Null while nobody listens. */
  private Consumer<SettledClose> listener;

  SettledCloses(CallSites sites, OpenersOfCloses openers, WallTime wallTime) {
    this.sites = sites;
    this.openers = openers;
    this.wallTime = wallTime;
  }

  /** {@code next} is null when nobody listens. */
  void listen(Consumer<SettledClose> next) {
    listener = next;
  }

  void closed(Close close) {
    if (listener != null) {
      listener.accept(of(close));
    }
  }

  /** The close as it is shown. */
  SettledClose of(Close close) {
    CallSite site = sites.get(site(close.facts));
    return SettledClose.builder()
        .timeMillis(wallTime.millis(close.nanoTime))
        .role(close.role)
        .initiator(close.initiator)
        .how(close.how)
        .host(host(close))
        .remotePort(RecordPorts.remote(close.ports))
        .name(close.remote == null ? "" : close.remote.name())
        .localPort(RecordPorts.local(close.ports))
        .ageMillis(close.ageNanos < 0 ? Double.NaN : close.ageNanos / NANOS_PER_MILLI)
        .exchanges(TcpInfo.exchanges(close.info))
        .bytes(TcpInfo.bytes(close.info))
        .sampled(RecordFacts.is(close.facts, RecordFacts.SAMPLED_OUT))
        .site(site.id)
        .line(site.line)
        .via(site.via)
        .closedBy(site.closedBy)
        .build();
  }

  /** Unlike the site at which the close is counted, this is never that of another close. */
  private int site(long facts) {
    return RecordFacts.is(facts, RecordFacts.LEAKED)
        ? sites.leakedBy(RecordFacts.openedAt(facts))
        : openers.seen(facts);
  }

  private static String host(Close close) {
    if (close.remote != null) {
      return close.remote.host();
    }
    return close.address == null
        ? ""
        : SocketAddresses.host(
            SocketAddresses.high(close.address), SocketAddresses.low(close.address));
  }
}
