package com.example.truth;

import java.io.Closeable;
import java.io.IOException;

/** Accepts the connections to one port. */
interface Listener extends Closeable {
  /** Blocks until a connection comes, which then belongs to the transport of the caller. */
  End accept(Transport acceptor) throws IOException;
}
