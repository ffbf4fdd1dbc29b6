package com.example.truth;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A way to make connections. One thread uses an instance. */
interface Transport extends Closeable {
  /** Listens on all addresses of both families. */
  Listener listen(int port) throws IOException;

  /**
   * Opens a connection.
   *
   * @param ipv4 an AF_INET socket where the transport can make one, instead of a mapped address
   */
  End connect(InetSocketAddress remote, boolean ipv4) throws IOException;

  @Override
  default void close() throws IOException {}
}
