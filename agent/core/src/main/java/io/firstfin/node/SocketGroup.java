package io.firstfin.node;

import java.util.Objects;

/** Sockets with the same destination, or with the same listening port on this host. Immutable. */
public final class SocketGroup {
  /** {@code 10.0.0.5:6379} or {@code [::1]:6379}; empty for the sockets of a listening port. */
  public final String remote;

  /** 0 for the sockets towards a destination. */
  public final int listeningPort;

  private SocketGroup(String remote, int listeningPort) {
    this.remote = remote;
    this.listeningPort = listeningPort;
  }

  public static SocketGroup towards(String remote) {
    return new SocketGroup(remote, 0);
  }

  public static SocketGroup of(int listeningPort) {
    return new SocketGroup("", listeningPort);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SocketGroup
        && ((SocketGroup) other).listeningPort == listeningPort
        && ((SocketGroup) other).remote.equals(remote);
  }

  @Override
  public int hashCode() {
    return Objects.hash(remote, listeningPort);
  }
}
