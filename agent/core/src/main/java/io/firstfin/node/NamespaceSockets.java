package io.firstfin.node;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.OwnDescriptors;
import io.firstfin.kernel.ProcfsReader;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.vocabulary.TcpState;
import java.io.File;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sockets of one network namespace in TIME_WAIT, which have no owner, and in CLOSE_WAIT, which
 * belong to the process that has a descriptor of them. For one thread.
 */
public final class NamespaceSockets {
  private final Map<SocketGroup, Integer> timeWait = new HashMap<SocketGroup, Integer>();
  private final List<Long> closeWaitInodes = new ArrayList<Long>();
  private final BitSet listeningPorts = new BitSet();
  private int timeWaitTotal;

  private NamespaceSockets() {}

  /**
   * Reads the tables of a process's namespace. procfs shows these to each user, and also those of
   * other namespaces, which sock_diag does not.
   *
   * @throws KernelException when they cannot be read; the message is one line
   */
  public static NamespaceSockets read(File proc, String pid) throws KernelException {
    NamespaceSockets sockets = new NamespaceSockets();
    try (ProcfsReader reader = ProcfsReader.of(new File(proc, pid))) {
      reader.read(TcpState.LISTEN.bit(), socket -> sockets.listeningPorts.set(socket.localPort()));
      reader.read(TcpState.TIME_WAIT.bit() | TcpState.CLOSE_WAIT.bit(), sockets::add);
    }
    return sockets;
  }

  private void add(KernelSocket socket) {
    if (socket.state() == TcpState.CLOSE_WAIT) {
      closeWaitInodes.add(socket.inode());
      return;
    }
    timeWaitTotal++;
    boolean server = listeningPorts.get(socket.localPort());
    SocketGroup group =
        server
            ? SocketGroup.of(socket.localPort())
            : SocketGroup.towards(
                SocketAddresses.format(
                    socket.remoteHigh(), socket.remoteLow(), socket.remotePort()));
    timeWait.merge(group, 1, Integer::sum);
  }

  /** Sockets in TIME_WAIT. */
  public int timeWaitTotal() {
    return timeWaitTotal;
  }

  /** Sockets in TIME_WAIT by what they belong to. */
  public Map<SocketGroup, Integer> timeWait() {
    return timeWait;
  }

  /**
   * How many sockets in CLOSE_WAIT a process has; -1 when its descriptors cannot be read.
   *
   * @param process its folder below /proc
   */
  public int closeWaitOf(File process) {
    if (closeWaitInodes.isEmpty()) {
      return 0;
    }
    try {
      OwnDescriptors descriptors = OwnDescriptors.of(process);
      return (int) closeWaitInodes.stream().filter(descriptors::owns).count();
    } catch (KernelException e) {
      return -1;
    }
  }
}
