package io.firstfin.correlate;

import io.firstfin.kernel.KernelSocket;
import io.firstfin.kernel.SocketAddresses;
import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A socket in the kernel's table. */
public record FakeSocket(
    TcpState state,
    long cookie,
    long inode,
    long localHigh,
    long localLow,
    int localPort,
    long remoteHigh,
    long remoteLow,
    int remotePort,
    int receiveQueue,
    int acceptLimit)
    implements KernelSocket {

  public static FakeSocket of(
      TcpState state, String local, int port, String remote, int remotePort) {
    InetAddress from = address(local);
    InetAddress to = address(remote);
    return new FakeSocket(
        state,
        0,
        0,
        SocketAddresses.high(from),
        SocketAddresses.low(from),
        port,
        SocketAddresses.high(to),
        SocketAddresses.low(to),
        remotePort,
        0,
        -1);
  }

  public FakeSocket withCookie(long value) {
    return new FakeSocket(
        state,
        value,
        inode,
        localHigh,
        localLow,
        localPort,
        remoteHigh,
        remoteLow,
        remotePort,
        receiveQueue,
        acceptLimit);
  }

  FakeSocket withInode(long value) {
    return new FakeSocket(
        state,
        cookie,
        value,
        localHigh,
        localLow,
        localPort,
        remoteHigh,
        remoteLow,
        remotePort,
        receiveQueue,
        acceptLimit);
  }

  FakeSocket withUnread(int bytes) {
    return new FakeSocket(
        state,
        cookie,
        inode,
        localHigh,
        localLow,
        localPort,
        remoteHigh,
        remoteLow,
        remotePort,
        bytes,
        acceptLimit);
  }

  FakeSocket withAcceptLimit(int limit) {
    return new FakeSocket(
        state,
        cookie,
        inode,
        localHigh,
        localLow,
        localPort,
        remoteHigh,
        remoteLow,
        remotePort,
        receiveQueue,
        limit);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
