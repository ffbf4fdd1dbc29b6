package com.example.truth;

import com.example.support.KernelState;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** {@code java.net.Socket} and {@code ServerSocket}. */
class SocketTransport implements Transport {
  private static final int BACKLOG = 64;

  @Override
  public Listener listen(int port) throws IOException {
    return accepting(new ServerSocket(port, BACKLOG));
  }

  static Listener accepting(ServerSocket listener) {
    return new Listener() {
      @Override
      public End accept(Transport acceptor) throws IOException {
        return new SocketEnd(listener.accept());
      }

      @Override
      public void close() throws IOException {
        listener.close();
      }
    };
  }

  @Override
  public End connect(InetSocketAddress remote, boolean ipv4) throws IOException {
    return new SocketEnd(new Socket(remote.getAddress(), remote.getPort()));
  }

  /** Anything that has the methods of a Socket. */
  static final class SocketEnd extends End {
    private final Socket socket;

    /** The socket that the kernel knows. */
    private final Socket plain;

    SocketEnd(Socket socket) throws IOException {
      this(socket, socket);
    }

    /** For a socket that is layered over another. */
    SocketEnd(Socket socket, Socket plain) throws IOException {
      this.socket = socket;
      this.plain = plain;
      // What was written has arrived when the next step begins.
      socket.setTcpNoDelay(true);
    }

    @Override
    boolean hasGreeting() {
      return socket instanceof SSLSocket;
    }

    @Override
    void greet() throws IOException {
      ((SSLSocket) socket).startHandshake();
    }

    @Override
    void write(byte[] bytes, int length) throws IOException {
      socket.getOutputStream().write(bytes, 0, length);
    }

    @Override
    int read() throws IOException {
      return socket.getInputStream().read();
    }

    @Override
    void read(byte[] bytes, int length) throws IOException {
      new DataInputStream(socket.getInputStream()).readFully(bytes, 0, length);
    }

    @Override
    void shutdownOutput() throws IOException {
      socket.shutdownOutput();
    }

    @Override
    void shutdownInput() throws IOException {
      socket.shutdownInput();
    }

    @Override
    boolean linger(int seconds) throws IOException {
      socket.setSoLinger(true, seconds);
      return true;
    }

    @Override
    void close() throws IOException {
      socket.close();
    }

    @Override
    boolean resetMayFollow() {
      return socket instanceof SSLSocket;
    }

    @Override
    int kernelState() {
      try {
        return plain.getChannel() == null
            ? KernelState.of(KernelState.descriptor(plain))
            : KernelState.of(KernelState.descriptor(plain.getChannel()));
      } catch (IOException | RuntimeException e) {
        return KernelState.CLOSE;
      }
    }
  }
}
