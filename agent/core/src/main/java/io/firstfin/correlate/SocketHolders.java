package io.firstfin.correlate;

import io.firstfin.picture.HeldSockets;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;

/** Collects the lines that opened this JVM's sockets which hold a descriptor. */
final class SocketHolders extends Collector {
  private static final TcpState[] STATES = {
    TcpState.ESTABLISHED,
    TcpState.SYN_SENT,
    TcpState.CLOSE_WAIT,
    TcpState.FIN_WAIT_1,
    TcpState.FIN_WAIT_2,
    TcpState.CLOSING,
    TcpState.LAST_ACK,
    TcpState.LISTEN
  };

  private final CallSites sites;
  private final OpenConnections open;
  private final int top;
  private OfCensus census;
  private HeldSockets value = HeldSockets.UNKNOWN;

  /** Only the heaviest {@code top} openers are shown. */
  SocketHolders(CallSites sites, OpenConnections open, int top) {
    this.sites = sites;
    this.open = open;
    this.top = top;
  }

  @Override
  SocketCounter beginCensus(long nanoTime) {
    census = new OfCensus(open);
    return census;
  }

  @Override
  void endCheck(KernelCheck check) {
    value = check.isOwnerKnown() ? value(census) : HeldSockets.UNKNOWN;
    census = null;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.heldSockets(value);
  }

  private HeldSockets value(OfCensus ended) {
    return new HeldSockets(ended.count, ended.clients, ended.openers.heaviest(sites, top));
  }

  private static final class OfCensus extends SocketCounter {
    private final OpenConnections open;
    private final OpenerCounts openers = new OpenerCounts();
    private int count;
    private int clients;

    OfCensus(OpenConnections open) {
      super(STATES);
      this.open = open;
    }

    @Override
    void see(JoinedSocket socket) {
      if (!socket.isClosed()) {
        count++;
        clients += socket.role == Role.CLIENT ? 1 : 0;
        int opener = open.openingSite(socket.descriptor);
        if (opener != CallSites.UNKNOWN) {
          openers.add(opener, socket.role);
        }
      }
    }
  }
}
