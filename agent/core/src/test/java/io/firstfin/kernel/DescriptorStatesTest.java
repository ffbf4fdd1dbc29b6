package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.firstfin.vocabulary.TcpState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the kernel says about descriptors. A test finds its own descriptor by what /proc lists
 * before and after.
 */
class DescriptorStatesTest {
  @BeforeAll
  static void load() throws KernelException {
    Libc.load();
  }

  @Test
  void aSocketThatWasNeverConnectedIsClosed() throws Exception {
    try (Fresh fresh = new Fresh();
        SocketChannel channel = SocketChannel.open()) {
      assertEquals(TcpState.CLOSED, fresh.state());
    }
  }

  @Test
  void aSocketThatWasResetIsClosed() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Fresh fresh = new Fresh();
        SocketChannel client = SocketChannel.open(listener.getLocalSocketAddress())) {
      int descriptor = fresh.descriptor();
      try (java.net.Socket accepted = listener.accept()) {
        accepted.setSoLinger(true, 0);
      }
      try (DescriptorStates states = new DescriptorStates()) {
        assertEquals(TcpState.CLOSED, states.state(descriptor));
      }
    }
  }

  @Test
  void anAcceptedConnectionIsAnsweredOnceDataWasSentAfterTheLastThatCame() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel client = SocketChannel.open(listener.getLocalSocketAddress());
        Fresh fresh = new Fresh();
        java.net.Socket accepted = listener.accept();
        DescriptorStates states = new DescriptorStates()) {
      int descriptor = fresh.descriptor();
      client.write(ByteBuffer.wrap(new byte[] {1}));
      accepted.getInputStream().read();
      assertEquals(-1, states.hasAnswered(descriptor));
      client.shutdownOutput();
      while (states.state(descriptor) != TcpState.CLOSE_WAIT) {
        Thread.onSpinWait();
      }
      assertEquals(0, states.hasAnswered(descriptor));

      accepted.getOutputStream().write(2);
      assertEquals(1, states.hasAnswered(descriptor));
    }
  }

  @Test
  void aListenerListens() throws Exception {
    try (Fresh fresh = new Fresh();
        ServerSocket listener = new ServerSocket(0)) {
      assertEquals(TcpState.LISTEN, fresh.state());
    }
  }

  @Test
  void aDatagramSocketIsNoTcpSocket() throws Exception {
    try (Fresh fresh = new Fresh();
        DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(0));
      assertNull(fresh.state());
    }
  }

  @Test
  void whatIsNoDescriptorIsNoTcpSocket() throws Exception {
    try (DescriptorStates states = new DescriptorStates()) {
      assertNull(states.state(-1));
      assertNull(states.state(1_000_000_000));
    }
  }

  /** Finds the one socket that was made since this object. */
  private static final class Fresh implements AutoCloseable {
    private final Map<Long, Integer> before = sockets();
    private final DescriptorStates states = new DescriptorStates();

    Fresh() throws KernelException {}

    int descriptor() throws KernelException {
      Map<Long, Integer> now = sockets();
      now.keySet().removeAll(before.keySet());
      assertEquals(1, now.size(), now::toString);
      return now.values().iterator().next();
    }

    TcpState state() throws KernelException {
      return states.state(descriptor());
    }

    private static Map<Long, Integer> sockets() throws KernelException {
      Map<Long, Integer> sockets = new HashMap<>();
      OwnDescriptors.read().forEach(sockets::put);
      return sockets;
    }

    @Override
    public void close() {
      states.close();
    }
  }
}
