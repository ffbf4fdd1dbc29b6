package io.firstfin.correlate;

import io.firstfin.picture.Ending;
import io.firstfin.record.TcpInfo;
import io.firstfin.vocabulary.How;
import io.firstfin.vocabulary.Initiator;

/**
 * Figures of the connections of one destination that one of the two ends ended first. Those whose
 * FINs crossed belong to this JVM's. At most 2.7 KB, and a tenth of that where connections are few
 * or much alike. One thread.
 */
final class EndingFigures {
  final Histogram exchanges = new Histogram(Histogram.FINE, 384);

  /** Up to twelve days. */
  private final Histogram idleMillis = new Histogram(Histogram.FINE, 832);

  private final Histogram bytes = new Histogram(Histogram.QUARTERS, 128);

  void add(Initiator initiator, How how, long info) {
    add(exchanges, TcpInfo.exchanges(info));
    add(bytes, TcpInfo.bytes(info));
    if (how.isFin()) {
      add(idleMillis, initiator == Initiator.REMOTE ? TcpInfo.quietMillis(info) : idleMillis(info));
    }
  }

  private static void add(Histogram histogram, long value) {
    if (value >= 0) {
      histogram.add(value);
    }
  }

  /** Time since data last moved, in either direction; -1 when unknown. */
  static long idleMillis(long info) {
    long sent = TcpInfo.sentMillis(info);
    long received = TcpInfo.receivedMillis(info);
    return sent < 0 ? received : received < 0 ? sent : Math.min(sent, received);
  }

  Ending ending(Initiator initiator) {
    return new Ending(initiator, exchanges.spread(), idleMillis.spread(), bytes.spread());
  }
}
