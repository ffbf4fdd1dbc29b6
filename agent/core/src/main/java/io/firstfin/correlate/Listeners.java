package io.firstfin.correlate;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.vocabulary.Role;
import io.firstfin.vocabulary.TcpState;
import java.util.BitSet;

/**
 * Knows the ports on which this JVM listens. So it knows whether this JVM was the server of a
 * connection whose opening was not seen. One thread.
 */
final class Listeners {
  private final SocketTableReader reader;

  /** Ports of the last census, and those read since. */
  private BitSet ports = new BitSet();

  private boolean known;
  private boolean fresh;
  private boolean inCensus;
  private String failure;

  /**
   * @param reader asked when a port is not known; null when the kernel is not asked
   */
  Listeners(SocketTableReader reader) {
    this.reader = reader;
  }

  /**
   * Called before a batch of records: the kernel is asked at most once for the whole batch, and not
   * during a census.
   */
  void beginRecords() {
    fresh = inCensus;
  }

  /** The role of a record; UNKNOWN if the listening ports are not known. */
  Role resolve(Role role, int localPort) {
    if (role != Role.UNKNOWN || localPort == 0) {
      return role;
    }
    if (ports.get(localPort)) {
      return Role.SERVER;
    }
    if (!fresh && reader != null) {
      // The listener can be younger than the ports that are known.
      read();
    }
    return known && !inCensus ? roleBy(ports, role, localPort) : role;
  }

  private void read() {
    fresh = true;
    failure = null;
    try {
      reader.read(
          TcpState.LISTEN.bit(),
          socket -> {
            known = true;
            ports.set(socket.localPort());
          });
    } catch (KernelException e) {
      failure = e.getMessage();
    }
  }

  /** Why the kernel could not be asked for the listeners; null when it could. */
  String failure() {
    return failure;
  }

  OfCensus beginCensus() {
    inCensus = true;
    return new OfCensus();
  }

  /** Ends a census that was whole: it has shown all listeners. */
  void endCensus(OfCensus census) {
    ports = census.ports;
    known = true;
    inCensus = false;
    failure = null;
  }

  /** Ends a census that was not whole. */
  void abandonCensus() {
    inCensus = false;
  }

  private static Role roleBy(BitSet listening, Role role, int localPort) {
    if (role != Role.UNKNOWN || localPort == 0) {
      return role;
    }
    return listening.get(localPort) ? Role.SERVER : Role.CLIENT;
  }

  /** The listeners of one census. */
  static final class OfCensus {
    private final BitSet ports = new BitSet();

    void add(int port) {
      ports.set(port);
    }

    /** The role of a socket; listeners come first in the kernel's tables. */
    Role resolve(Role role, int localPort) {
      return roleBy(ports, role, localPort);
    }
  }
}
