package benchmarks.program;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** {@link Socket} and {@link ServerSocket}. */
final class SocketTransport implements Transport {

  private final ServerSocket listener;

  SocketTransport(int backlog) throws IOException {
    listener = new ServerSocket(0, backlog);
  }

  @Override
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public Closeable connect(InetSocketAddress destination) throws IOException {
    Socket socket = new Socket();
    socket.connect(destination);
    return socket;
  }

  @Override
  public Closeable accept() throws IOException {
    return listener.accept();
  }

  @Override
  public void awaitEnd(Closeable connection) throws IOException {
    if (((Socket) connection).getInputStream().read() != -1) {
      throw new IOException("data on a connection that carries none");
    }
  }
}
