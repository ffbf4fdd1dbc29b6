package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * Uses sockets all the time, and answers questions about what an agent left behind. {@link
 * ClassBytes} is loaded into it.
 *
 * <p>Arguments: classes to load, where they exist.
 *
 * <p>Lines in: {@code bytes} retransforms and prints the digests that were seen; {@code seen}
 * prints those since the last question; {@code loaders} remembers the agent's class loaders; {@code
 * collected} prints how many of them are left after a collection; {@code metaspace} prints the
 * kilobytes that classes take after one; {@code use on} and {@code use off}.
 */
public final class AttachedOften {
  private static final String AGENT = "io.firstfin.";
  private static final String HOOKS = "io.firstfin.bootstrap.";
  private static final long COLLECT_NANOS = 20_000_000_000L;

  private static volatile boolean use = true;
  private static volatile long uses;
  private static volatile String failure = "none";
  private static final Object IN_USE = new Object();

  private AttachedOften() {}

  public static void main(String[] arguments) throws Exception {
    load(arguments);
    Thread user = new Thread(AttachedOften::useSockets, "user");
    user.setDaemon(true);
    user.start();
    while (uses == 0 && failure.equals("none")) {
      Thread.sleep(1);
    }
    Set<WeakReference<ClassLoader>> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
    Console.say("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      switch (line) {
        case "bytes":
          ClassBytes.current().takeSeen();
          ClassBytes.current().retransform();
          say("bytes", ClassBytes.current().takeSeen());
          break;
        case "seen":
          say("seen", ClassBytes.current().takeSeen());
          break;
        case "loaders":
          remember(loaders);
          Console.say("loaders " + loaders.size());
          break;
        case "collected":
          Console.say("left " + left(loaders));
          break;
        case "metaspace":
          Console.say("metaspace " + metaspace());
          break;
        case "use off":
          use = false;
          synchronized (IN_USE) {
            Console.say("unused " + uses + " failure " + failure);
          }
          break;
        case "use on":
          use = true;
          Console.say("used");
          break;
        default:
          Console.say("what is " + line);
      }
    }
  }

  private static void load(String[] names) {
    for (String name : names) {
      try {
        Class.forName(name, false, ClassLoader.getSystemClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        // The class belongs to another JDK, or needs a newer one.
      }
    }
  }

  private static void say(String name, Map<String, String> digests) {
    digests.forEach((type, digest) -> Console.say("digest " + type + ' ' + digest));
    Console.say(name + ' ' + digests.size());
  }

  private static void remember(Set<WeakReference<ClassLoader>> loaders) {
    Set<ClassLoader> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Class<?> type : ClassBytes.current().loadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      boolean ofAgent =
          type.getName().startsWith(AGENT) && !type.getName().startsWith(HOOKS)
              || type.getName().startsWith("com.sun.jna.")
              || type.getName().startsWith("net.bytebuddy.");
      if (ofAgent && loader != null && loader != ClassLoader.getSystemClassLoader()) {
        found.add(loader);
      }
    }
    for (WeakReference<ClassLoader> known : loaders) {
      found.remove(known.get());
    }
    for (ClassLoader loader : found) {
      loaders.add(new WeakReference<>(loader));
    }
  }

  private static int left(Set<WeakReference<ClassLoader>> loaders) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      System.gc();
      int left = 0;
      for (WeakReference<ClassLoader> loader : loaders) {
        left += loader.get() == null ? 0 : 1;
      }
      if (left == 0 || System.nanoTime() - start > COLLECT_NANOS) {
        return left;
      }
      Thread.sleep(100);
    }
  }

  private static long metaspace() throws InterruptedException {
    // A class loader with finalizers goes with the second collection.
    System.gc();
    Thread.sleep(100);
    System.gc();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        return pool.getUsage().getUsed() >> 10;
      }
    }
    throw new IllegalStateException("this JVM has no Metaspace");
  }

  private static void useSockets() {
    try (ServerSocket sockets = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
        ServerSocketChannel channels = ServerSocketChannel.open();
        AsynchronousServerSocketChannel asynchronous = AsynchronousServerSocketChannel.open()) {
      channels.bind(new InetSocketAddress("127.0.0.1", 0));
      asynchronous.bind(new InetSocketAddress("127.0.0.1", 0));
      while (true) {
        synchronized (IN_USE) {
          if (use) {
            useSocket(sockets);
            useChannel(channels);
            useAsynchronous(asynchronous);
            uses++;
          }
        }
        Thread.sleep(1);
      }
    } catch (Exception e) {
      failure = e.toString();
    }
  }

  private static void useSocket(ServerSocket listener) throws IOException {
    try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket server = listener.accept()) {
      client.getOutputStream().write(1);
      expect(server.getInputStream().read());
    }
  }

  private static void useChannel(ServerSocketChannel listener) throws IOException {
    try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        SocketChannel server = listener.accept()) {
      ByteBuffer one = ByteBuffer.wrap(new byte[] {1});
      client.write(one);
      one.clear();
      server.read(one);
      expect(one.get(0));
    }
  }

  private static void useAsynchronous(AsynchronousServerSocketChannel listener) throws Exception {
    try (AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
      Future<AsynchronousSocketChannel> accepted = listener.accept();
      client.connect(listener.getLocalAddress()).get();
      try (AsynchronousSocketChannel server = accepted.get()) {
        ByteBuffer one = ByteBuffer.wrap(new byte[] {1});
        client.write(one).get();
        one.clear();
        server.read(one).get();
        expect(one.get(0));
      }
    }
  }

  private static void expect(int read) throws IOException {
    if (read != 1) {
      throw new IOException("read " + read + " where 1 was sent");
    }
  }
}
