package com.example.truth;

import java.io.Closeable;
import java.io.IOException;

/** Accepts the connections to one port. */
interface Listener extends Closeable {
  /** Blocks until a connection is there, which then belongs to the caller's own transport. */
  End accept(Transport acceptor) throws IOException;
}
