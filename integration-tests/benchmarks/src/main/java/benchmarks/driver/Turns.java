package benchmarks.driver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The same program without and with the agent. Both run and do blocks of the same work in turns, so
 * that other work of the machine, and the order itself, affect both alike.
 */
final class Turns implements AutoCloseable {

  /** Lets the compiler threads of both programs empty their queues when the machine is busy. */
  private static final long SETTLE_MILLIS = 2_000;

  private final Program plain;
  private final Program watched;
  private final boolean watchedFirst;
  private final String command;

  private Turns(Program plain, Program watched, boolean watchedFirst, String command) {
    this.plain = plain;
    this.watched = watched;
    this.watchedFirst = watchedFirst;
    this.command = command;
  }

  /**
   * Starts both.
   *
   * @param round counts from 1; the program that starts first changes with it
   * @param command the command for one block
   * @param program options of the JVM, the class, its arguments
   */
  static Turns start(Setup setup, int round, String command, String... program)
      throws IOException, InterruptedException {
    return start(setup, round, command, Optional.empty(), program);
  }

  /** As above, but the plain program has an agent too if there are options for it. */
  static Turns start(
      Setup setup, int round, String command, Optional<String> plainAgent, String... program)
      throws IOException, InterruptedException {
    boolean watchedFirst = round % 2 == 0;
    Program first = start(setup, watchedFirst, plainAgent, program);
    try {
      Program second = start(setup, !watchedFirst, plainAgent, program);
      return new Turns(
          watchedFirst ? second : first, watchedFirst ? first : second, watchedFirst, command);
    } catch (IOException | InterruptedException e) {
      first.close();
      throw e;
    }
  }

  private static Program start(
      Setup setup, boolean watched, Optional<String> plainAgent, String... program)
      throws IOException, InterruptedException {
    return watched
        ? Program.start(setup, setup.agentJar(), "", program)
        : Program.start(
            setup,
            plainAgent.isPresent() ? setup.agentJar() : setup.baseJar(),
            plainAgent.orElse(""),
            program);
  }

  /** The time that each program took for a block. */
  record Block(long plainNanos, long watchedNanos) {}

  Program plain() {
    return plain;
  }

  Program watched() {
    return watched;
  }

  /** Gives both the same warm-up, in turns, with a rest before its last quarter. */
  void warmUp(int blocks) throws IOException, InterruptedException {
    take(blocks - blocks / 4);
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    take(blocks / 4);
  }

  /** The order of turns is A B B A: the program that is second in a block is first in the next. */
  List<Block> take(int blocks) throws IOException {
    List<Block> taken = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      if (watchedFirst == (block % 2 == 0)) {
        long watchedNanos = watched.ask(command);
        taken.add(new Block(plain.ask(command), watchedNanos));
      } else {
        long plainNanos = plain.ask(command);
        taken.add(new Block(plainNanos, watched.ask(command)));
      }
    }
    return taken;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      plain.close();
    } finally {
      watched.close();
    }
  }
}
