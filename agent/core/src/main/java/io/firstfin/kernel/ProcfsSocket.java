package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/** One line of /proc/net/tcp or tcp6: {@link ProcfsParser} fills the same object for each. */
final class ProcfsSocket implements KernelSocket {
  TcpState state;
  long localHigh;
  long localLow;
  long remoteHigh;
  long remoteLow;
  int localPort;
  int remotePort;
  int receiveQueue;
  long inode;

  /**
   * A key of the socket. Two entries with one key are taken for one socket, because an address pair
   * belongs to one connection at a time. Listeners may share an address (SO_REUSEPORT), so that
   * their key includes the inode. Among 120,000 sockets, two have the same key by chance with a
   * probability of 4e-10.
   */
  long key() {
    long key = mix(localHigh);
    key = mix(key ^ localLow);
    key = mix(key ^ remoteHigh);
    key = mix(key ^ remoteLow);
    key = mix(key ^ ((long) localPort << 16 | remotePort));
    return state == TcpState.LISTEN ? mix(key ^ inode) : key;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
    return (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
  }

  @Override
  public TcpState state() {
    return state;
  }

  @Override
  public long cookie() {
    return 0;
  }

  @Override
  public long localHigh() {
    return localHigh;
  }

  @Override
  public long localLow() {
    return localLow;
  }

  @Override
  public long remoteHigh() {
    return remoteHigh;
  }

  @Override
  public long remoteLow() {
    return remoteLow;
  }

  @Override
  public int localPort() {
    return localPort;
  }

  @Override
  public int remotePort() {
    return remotePort;
  }

  @Override
  public int receiveQueue() {
    return receiveQueue;
  }

  @Override
  public int acceptLimit() {
    return -1;
  }

  @Override
  public long inode() {
    return inode;
  }
}
