package benchmarks.program;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** {@link SocketChannel} and {@link ServerSocketChannel}, both blocking. */
final class ChannelTransport implements Transport {

  private final ServerSocketChannel listener;
  private final int port;

  ChannelTransport(int backlog) throws IOException {
    listener = ServerSocketChannel.open().bind(null, backlog);
    port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Closeable connect(InetSocketAddress destination) throws IOException {
    return SocketChannel.open(destination);
  }

  @Override
  public Closeable accept() throws IOException {
    return listener.accept();
  }

  @Override
  public void awaitEnd(Closeable connection) throws IOException {
    if (((SocketChannel) connection).read(ByteBuffer.allocate(1)) != -1) {
      throw new IOException("data on a connection that carries none");
    }
  }
}
