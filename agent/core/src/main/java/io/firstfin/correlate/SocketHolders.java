package io.firstfin.correlate;

import io.firstfin.picture.HeldSockets;
import io.firstfin.picture.OpenerCount;
import io.firstfin.picture.Picture;
import io.firstfin.record.CallSite;
import io.firstfin.record.CallSites;
import io.firstfin.record.OpenConnections;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    List<OpenerCount> openers = new ArrayList<OpenerCount>();
    for (Map.Entry<Integer, Integer> entry : ended.byOpener.entrySet()) {
      if (entry.getKey() != CallSites.UNKNOWN) {
        CallSite site = sites.get(entry.getKey());
        Role role = ended.roles.get(entry.getKey());
        openers.add(new OpenerCount(role, site.line, site.via, site.frames, entry.getValue()));
      }
    }
    openers.sort((a, b) -> Integer.compare(b.count, a.count));
    return new HeldSockets(
        ended.count, ended.clients, openers.subList(0, Math.min(top, openers.size())));
  }

  private static final class OfCensus extends SocketCounter {
    private final OpenConnections open;
    private final Map<Integer, Integer> byOpener = new HashMap<Integer, Integer>();

    /** By opener: a line that connects does not listen or accept. */
    private final Map<Integer, Role> roles = new HashMap<Integer, Role>();

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
        byOpener.merge(opener, 1, Integer::sum);
        roles.put(opener, socket.role);
      }
    }
  }
}
