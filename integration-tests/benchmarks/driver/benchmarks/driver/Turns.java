package benchmarks.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two programs that do blocks of the same work in turns, so that what else the machine does, and
 * the order itself, weigh on both alike.
 */
final class Turns {

  /** Lets the compiler threads of both empty their queues where the machine is busy. */
  private static final long SETTLE_MILLIS = 2_000;

  private final Program plain;
  private final Program watched;
  private final String command;

  /**
   * Pairs two programs.
   *
   * @param command the command for one block
   */
  Turns(Program plain, Program watched, String command) {
    this.plain = plain;
    this.watched = watched;
    this.command = command;
  }

  /** The time that each program took for a block. */
  record Block(long plainNanos, long watchedNanos) {}

  /** Takes both through the same warm-up, in turns, with a rest before its last quarter. */
  void warmUp(int blocks) throws IOException, InterruptedException {
    take(blocks - blocks / 4);
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    take(blocks / 4);
  }

  /** Takes turns A B B A: whoever goes second in a block goes first in the next. */
  List<Block> take(int blocks) throws IOException {
    List<Block> taken = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      if (block % 2 == 0) {
        long plainNanos = plain.ask(command);
        taken.add(new Block(plainNanos, watched.ask(command)));
      } else {
        long watchedNanos = watched.ask(command);
        taken.add(new Block(plain.ask(command), watchedNanos));
      }
    }
    return taken;
  }
}
