package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.record.RecordPorts;
import java.net.InetAddress;

/** Hashes of address pairs. A record without a cookie is found by the hash. */
final class Pairs {
  private Pairs() {}

  static long of(KernelSocket socket) {
    return of(socket.remoteHigh(), socket.remoteLow(), socket.remotePort(), socket.localPort());
  }

  /** {@code ports} are packed by {@link RecordPorts}. */
  static long of(InetAddress remote, long ports) {
    return of(
        SocketAddresses.high(remote),
        SocketAddresses.low(remote),
        RecordPorts.remote(ports),
        RecordPorts.local(ports));
  }

  private static long of(long remoteHigh, long remoteLow, int remotePort, int localPort) {
    long mixed = ClosedSockets.mix(remoteHigh ^ 0x5851f42d4c957f2dL);
    mixed = ClosedSockets.mix(mixed ^ remoteLow);
    return ClosedSockets.mix(mixed ^ (long) remotePort << 16 ^ localPort);
  }
}
