package io.firstfin.correlate;

import io.firstfin.vocabulary.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The ports on which this JVM is a server, each with all its peers as one: a server's clients can
 * be without number. Bounded. One thread.
 */
final class ListeningPorts {
  /** Ports told apart at one time. */
  static final int LARGEST = 1024;

  private final Map<Integer, Peer> byPort = new HashMap<Integer, Peer>();

  /** Asked for last: a census asks for the same again and again. */
  private Peer last;

  /** The port, or null when it is not known. */
  Peer find(int port) {
    return byPort.get(port);
  }

  /** The port, new if need be; null when there is no room, or none was told. */
  Peer intern(int port, long nanoTime) {
    if (last != null && last.port == port) {
      return last;
    }
    Peer known = byPort.get(port);
    if (known == null && port > 0 && byPort.size() < LARGEST) {
      known = new Peer(Peers.OTHER, Role.SERVER, 0, 0, port, nanoTime);
      byPort.put(port, known);
    }
    last = known;
    return known;
  }

  Collection<Peer> all() {
    return byPort.values();
  }

  /**
   * Forgets ports that have no TIME_WAIT and were idle for five minutes; true if there were some.
   */
  boolean evictIdle(long nanoTime) {
    last = null;
    return byPort
        .values()
        .removeIf(port -> port.timeWait == 0 && nanoTime - port.lastNanos > Peers.IDLE_NANOS);
  }
}
