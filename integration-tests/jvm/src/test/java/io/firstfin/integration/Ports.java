package io.firstfin.integration;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Blocks of ports below the ephemeral range, each handed out once in a run. */
final class Ports {
  private static final int BLOCK = 16;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(15_000, 25_000));

  private Ports() {}

  /** A loopback address that nothing else is likely to use. */
  static String address() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(100, 255) + "." + random.nextInt(100, 255) + ".199";
  }

  /** The first of {@value #BLOCK} ports. */
  static int block() {
    return NEXT.getAndAdd(BLOCK);
  }
}
