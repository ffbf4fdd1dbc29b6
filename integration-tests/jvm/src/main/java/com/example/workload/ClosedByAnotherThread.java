package com.example.workload;

import com.example.support.Console;
import com.example.support.KernelState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Closes sockets while another thread waits in accept, connect or write, and sockets that two
 * threads close at the same time while their descriptors are used again.
 *
 * <p>Arguments: address, a port (the next one is used as well), number of connections that two
 * threads close.
 */
public final class ClosedByAnotherThread {
  private static final int CONNECT_MILLIS = 300;

  /** More than the buffers of both ends hold. */
  private static final int MUCH = 64 << 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Tally tally = new Tally();
  private final Loopback loopback;

  private ClosedByAnotherThread(Loopback loopback) {
    this.loopback = loopback;
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    ClosedByAnotherThread test = new ClosedByAnotherThread(new Loopback(arguments[0], port));
    Console.say("ready");
    Console.awaitLine();
    test.accept(port + 1);
    test.write();
    test.closeTwice(connections);
    List<Socket> open = test.connect(port + 1);
    test.threads.shutdown();
    test.tally.say();
    Console.say("done");
    Console.awaitEnd();
    Console.say("open " + open.size());
    // Connections are still open: the JVM's end closes them.
    System.exit(0);
  }

  private void accept(int port) throws Exception {
    ServerSocket listener = new ServerSocket(port, 1, loopback.address());
    Future<Boolean> accepting = failing(listener::accept);
    Thread.yield();
    listener.close();
    require(accepting);
  }

  /** What was written before the close still arrives, and then the FIN does. */
  private void write() throws Exception {
    Socket client = loopback.connect();
    Socket server = loopback.accept();
    Future<Boolean> writing =
        failing(
            () -> {
              client.getOutputStream().write(new byte[MUCH]);
              return null;
            });
    InputStream in = server.getInputStream();
    in.read();
    client.close();
    require(writing);
    byte[] chunk = new byte[65_536];
    while (in.read(chunk) >= 0) {
      // Reads to the FIN.
    }
    server.close();
    tally.add(true, true, CloseKind.FIN);
    tally.add(false, false, CloseKind.FIN);
  }

  private void closeTwice(int connections) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    for (int i = 0; i < connections; i++) {
      Socket client = loopback.connect();
      Socket server = loopback.accept();
      Callable<Void> close =
          () -> {
            together.await();
            client.close();
            // Takes the descriptor again at once, while the other thread may still be closing it.
            new Socket().close();
            return null;
          };
      Future<Void> one = threads.submit(close);
      Future<Void> other = threads.submit(close);
      one.get();
      other.get();
      Loopback.await(server, KernelState.CLOSE_WAIT);
      server.close();
      tally.add(true, true, CloseKind.FIN);
      tally.add(false, false, CloseKind.FIN);
    }
  }

  /** Nothing accepts, so that the listener's queue is full and a SYN is not answered. */
  private List<Socket> connect(int port) throws Exception {
    ServerSocket listener = new ServerSocket(port, 1, loopback.address());
    InetSocketAddress full = new InetSocketAddress(listener.getInetAddress(), port);
    List<Socket> open = new ArrayList<>();
    while (true) {
      Socket socket = new Socket();
      try {
        socket.connect(full, CONNECT_MILLIS);
        open.add(socket);
      } catch (SocketTimeoutException e) {
        break;
      }
    }
    Socket socket = new Socket();
    // When two threads ask at once, a socket makes two descriptors and keeps one.
    FileDescriptor descriptor = KernelState.descriptor(socket);
    Future<Boolean> connecting =
        failing(
            () -> {
              socket.connect(full);
              return null;
            });
    KernelState.await(descriptor, KernelState.SYN_SENT);
    socket.close();
    require(connecting);
    SocketChannel channel = SocketChannel.open();
    connecting = failing(() -> channel.connect(full));
    KernelState.await(KernelState.descriptor(channel), KernelState.SYN_SENT);
    channel.close();
    require(connecting);
    SocketChannel interrupted = SocketChannel.open();
    AtomicReference<Thread> connector = new AtomicReference<>();
    connecting =
        failing(
            () -> {
              connector.set(Thread.currentThread());
              return interrupted.connect(full);
            });
    KernelState.await(KernelState.descriptor(interrupted), KernelState.SYN_SENT);
    connector.get().interrupt();
    require(connecting);
    return open;
  }

  private Future<Boolean> failing(Callable<?> call) {
    return threads.submit(
        () -> {
          try {
            call.call();
            return false;
          } catch (IOException e) {
            return true;
          }
        });
  }

  private static void require(Future<Boolean> failed)
      throws InterruptedException, ExecutionException {
    if (!failed.get()) {
      throw new IllegalStateException("a call outlived the close of its socket");
    }
  }
}
