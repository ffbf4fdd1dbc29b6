package com.example.truth.race;

import java.net.InetSocketAddress;

/** A server that reads a request to its newline, writes {@link #REPLY} and closes. */
interface Server {
  /** The reply of a server that does not speak HTTP. */
  byte[] REPLY = new byte[100];

  /** Begins to serve, on threads of its own. */
  void listen(InetSocketAddress address) throws Exception;
}
