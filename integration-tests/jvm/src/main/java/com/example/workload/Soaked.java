package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Random;

/**
 * Ends connections in every way, by either end, over every API, for hours.
 *
 * <p>Arguments: first port, closes a second, seed. Lines in are {@code NUMBER COMMAND}, each of
 * which is answered by {@code answered NUMBER}: {@code go}; {@code pause}, which waits for the
 * connection that is open and prints its closes since {@code go}; {@code heap MILLIS} fills the
 * heap, after which closes are not certain; {@code figures} collects, and the answer has the heap
 * in KB and the numbers of threads and classes.
 */
public final class Soaked implements Runnable {
  private static final int SMALLEST_BLOCK = 1024;

  /** Resolved before the heap is full, because that takes memory, too. */
  private static final Class<?>[] CAUGHT = {OutOfMemoryError.class, Throwable.class};

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static final Object[] BLOCKS = new Object[1 << 18];

  private int port;
  private final long nanosPerConnection;
  private final Random random;

  /** One connection at a time; whoever has this holds the load. */
  private final Object load = new Object();

  /** Since the load has begun. */
  private volatile boolean heapWasFull;

  private Tally tally = new Tally();
  private boolean paused = true;

  private Soaked(int port, int closesPerSecond, long seed) {
    this.port = port;
    this.nanosPerConnection = 2_000_000_000L / closesPerSecond;
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) throws Exception {
    Soaked service =
        new Soaked(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Long.parseLong(arguments[2]));
    // Loaded before the heap is full.
    smaller(SMALLEST_BLOCK);
    fillHeap(0);
    Thread worker = new Thread(service, "soaked");
    worker.setDaemon(true);
    worker.start();
    Console.say("ready with " + CAUGHT.length);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      service.obey(line);
    }
  }

  private void obey(String line) throws InterruptedException {
    String[] words = line.split(" ");
    String answer = "answered " + words[0];
    switch (words[1]) {
      case "figures":
        answer += figures();
        break;
      case "heap":
        heapWasFull = true;
        fillHeap(Long.parseLong(words[2]));
        sayOnceThereIsMemory(answer);
        return;
      default:
        pause(words[1].equals("pause"));
    }
    Console.say(answer);
  }

  /** Other threads may still fill what a full heap has left. */
  private static void sayOnceThereIsMemory(String line) throws InterruptedException {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      try {
        Console.say(line);
        return;
      } catch (OutOfMemoryError e) {
        Thread.sleep(10);
      }
    }
  }

  private void pause(boolean pauses) {
    synchronized (load) {
      paused = pauses;
      if (paused) {
        tally.say();
      }
      tally = new Tally();
      heapWasFull &= paused;
      load.notifyAll();
    }
  }

  private static String figures() throws InterruptedException {
    System.gc();
    Thread.sleep(200);
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return " "
        + ((jvm.totalMemory() - jvm.freeMemory()) >> 10)
        + ' '
        + ManagementFactory.getThreadMXBean().getThreadCount()
        + ' '
        + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  private static void fillHeap(long millis) {
    try {
      fillHeapUntilItIsFull(millis);
    } catch (OutOfMemoryError e) {
      // Anything can need memory, also the interpreter where it takes over from compiled code.
    } finally {
      Arrays.fill(BLOCKS, null);
    }
  }

  private static void fillHeapUntilItIsFull(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    int used = 0;
    int size = 1 << 20;
    while (System.nanoTime() < end) {
      try {
        if (used < BLOCKS.length) {
          BLOCKS[used] = new byte[size];
          used++;
        }
      } catch (OutOfMemoryError e) {
        size = smaller(size);
      }
    }
  }

  private static int smaller(int size) {
    return Math.max(SMALLEST_BLOCK, size / 2);
  }

  @Override
  public void run() {
    while (true) {
      try (Listeners listeners = new Listeners(LOOPBACK, freePorts())) {
        while (true) {
          long next = System.nanoTime() + nanosPerConnection;
          synchronized (load) {
            while (paused) {
              load.wait();
            }
            connect(listeners);
          }
          long early = next - System.nanoTime();
          if (early > 0) {
            Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
          }
        }
      } catch (Throwable e) {
        // After a full heap it begins again, with listeners that have no connection.
        if (!heapWasFull) {
          Console.say("failed " + e + " " + Arrays.toString(e.getStackTrace()));
        }
      }
    }
  }

  /** Others than before, which may still be bound where a full heap has ended their making. */
  private int freePorts() {
    port += Listeners.PORTS;
    return port;
  }

  private void connect(Listeners listeners) throws IOException {
    End[] ends = listeners.connect(random);
    try {
      if (random.nextBoolean()) {
        ends[0].writeTwoBytes();
        ends[1].readByte();
        ends[1].readByte();
      }
      CloseKind kind = CloseKind.draw(random, true);
      int first = random.nextInt(2);
      kind.end(ends[first], ends[1 - first]);
      tally.add(first == 0, true, kind.firstHow());
      tally.add(first != 0, false, kind.secondHow());
    } finally {
      for (End end : ends) {
        // Again where a full heap has ended the work early.
        end.close();
        end.release();
      }
    }
  }
}
