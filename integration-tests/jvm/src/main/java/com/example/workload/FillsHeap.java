package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Closes connections all the time. For each line of its input it fills its heap for so many
 * milliseconds.
 */
public final class FillsHeap {
  /** All that is left of the heap, whichever size it has. */
  private static final int SMALLEST = 16;

  private static final int BLOCKS = 1 << 20;

  /** Resolved before the heap is full, because that takes memory, too. */
  private static final Class<?>[] CAUGHT = {Throwable.class, OutOfMemoryError.class};

  private FillsHeap() {}

  public static void main(String[] arguments) throws IOException {
    ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    Thread closing = new Thread(() -> closeForEver(listener), "closing");
    closing.setDaemon(true);
    closing.start();
    Object[] blocks = new Object[BLOCKS];
    smaller(SMALLEST);
    java.util.Arrays.fill(blocks, null);
    fill(blocks, 0);
    Console.say("ready with " + CAUGHT.length);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      fill(blocks, Long.parseLong(line));
      java.util.Arrays.fill(blocks, null);
      Console.say("free again");
    }
  }

  private static void fill(Object[] blocks, long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    int size = 1 << 20;
    int used = 0;
    while (System.nanoTime() < end) {
      try {
        if (used < blocks.length) {
          blocks[used] = new byte[size];
          used++;
        }
      } catch (OutOfMemoryError e) {
        size = smaller(size);
      }
    }
  }

  private static int smaller(int size) {
    return Math.max(SMALLEST, size / 2);
  }

  private static void closeForEver(ServerSocket listener) {
    while (true) {
      try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
          Socket server = listener.accept()) {
        client.shutdownOutput();
        server.getInputStream().read();
        Thread.sleep(1);
      } catch (Throwable e) {
        // The heap is full.
        continue;
      }
    }
  }
}
