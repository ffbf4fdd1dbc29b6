package benchmarks.program;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A way of the JDK to open TCP connections to a listener in the same process. */
interface Transport {

  /** The port of the listener, which listens on every local address. */
  int port();

  Closeable connect(InetSocketAddress destination) throws IOException;

  Closeable accept() throws IOException;

  /** Blocks until the peer has closed. */
  void awaitEnd(Closeable connection) throws IOException;
}
