package io.firstfin.correlate;

import io.firstfin.picture.AcceptQueue;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects how full the accept queues of this JVM's listening ports are. */
final class AcceptQueues extends Collector {
  /** Ports in the value: no application worth watching listens on more. */
  private static final int KEPT = 100;

  /** The queues of the last whole census, by port. */
  private Map<Integer, Queue> seen = new HashMap<Integer, Queue>();

  private OfCensus census;
  private List<AcceptQueue> value = Collections.emptyList();

  @Override
  SocketCounter beginCensus(long nanoTime) {
    census = new OfCensus(seen, nanoTime);
    return census;
  }

  @Override
  void endCheck(KernelCheck check) {
    List<AcceptQueue> list = new ArrayList<AcceptQueue>();
    if (check.isOwnerKnown()) {
      seen = census.queues;
      for (Queue queue : seen.values()) {
        if (list.size() < KEPT) {
          list.add(queue.value(census.now));
        }
      }
    }
    value = list;
    census = null;
  }

  @Override
  void addTo(Picture.Builder picture) {
    picture.acceptQueues(value);
  }

  private static final class OfCensus extends SocketCounter {
    private final Map<Integer, Queue> before;
    private final Map<Integer, Queue> queues = new TreeMap<Integer, Queue>();
    private final long now;

    OfCensus(Map<Integer, Queue> before, long nanoTime) {
      super(TcpState.LISTEN);
      this.before = before;
      now = nanoTime;
    }

    @Override
    void see(JoinedSocket socket) {
      int port = socket.kernel.localPort();
      Queue queue = queues.get(port);
      if (queue == null) {
        queue = before.containsKey(port) ? new Queue(before.get(port), now) : new Queue(port);
        queues.put(port, queue);
      }
      queue.add(socket.kernel.receiveQueue(), socket.kernel.acceptLimit(), now);
    }
  }

  /** Several listeners may share a port: the queue is that with the least room. */
  private static final class Queue {
    private final int port;
    private int waiting;
    private int limit = -1;
    private boolean full;

    /** Whether any check has found it full. */
    private boolean everFull;

    private long fullSince;
    private long lastFull;

    Queue(int port) {
      this.port = port;
    }

    Queue(Queue before, long now) {
      this(before.port);
      everFull = before.everFull;
      lastFull = before.lastFull;
      fullSince = before.full ? before.fullSince : now;
    }

    void add(int moreWaiting, int itsLimit, long now) {
      if (limit < 0 || itsLimit - moreWaiting < limit - waiting) {
        waiting = moreWaiting;
        limit = itsLimit;
      }
      // As the kernel's sk_acceptq_is_full (include/net/sock.h).
      if (itsLimit >= 0 && moreWaiting > itsLimit) {
        fullSince = everFull ? fullSince : now;
        full = true;
        everFull = true;
        lastFull = now;
      }
    }

    AcceptQueue value(long now) {
      return new AcceptQueue(
          port,
          waiting,
          limit,
          full ? (now - fullSince) / 1e9 : Double.NaN,
          everFull ? (now - lastFull) / 1e9 : Double.NaN);
    }
  }
}
