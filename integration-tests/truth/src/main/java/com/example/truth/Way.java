package com.example.truth;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One way to end a connection of two ends, of which {@code first} begins. Both are closed when
 * {@link #end} returns. Except in {@link #SIMULTANEOUS}, every step waits until the kernel has done
 * the one before it, so that no two FINs cross.
 */
enum Way {
  CLOSE(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      closeFirst(first);
      second.awaitPeer();
      second.close();
    }
  },
  CLOSE_THEN_END_OF_STREAM(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      closeFirst(first);
      second.readToEnd();
      second.awaitPeer();
      second.close();
    }
  },
  SHUTDOWN_THEN_CLOSE_AFTER_PEER(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.shutdownOutput();
      second.readToEnd();
      second.awaitPeer();
      second.close();
      second.release();
      first.awaitGone();
      first.close();
    }
  },
  SHUTDOWN_THEN_CLOSE_BEFORE_PEER(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.shutdownOutput();
      second.awaitPeer();
      closeFirst(first);
      second.readToEnd();
      second.close();
    }
  },
  SHUTDOWN_BY_BOTH(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.shutdownOutput();
      second.readToEnd();
      second.awaitPeer();
      second.shutdownOutput();
      first.awaitGone();
      first.close();
      second.close();
    }
  },
  SHUTDOWN_INPUT(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.shutdownInput();
      closeFirst(first);
      second.awaitPeer();
      second.close();
    }
  },
  SHUTDOWN_INPUT_BY_SECOND(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      second.shutdownInput();
      closeFirst(first);
      second.awaitPeer();
      second.close();
    }
  },
  LINGER_ZERO(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.linger(0);
      closeFirst(first);
      second.awaitGone();
      second.close();
    }
  },
  LINGER_ZERO_BY_SECOND(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      closeFirst(first);
      second.awaitPeer();
      second.linger(0);
      second.close();
    }
  },
  /** Waits for the peer's delayed ACK, some 40 ms. */
  LINGER_TWO_SECONDS(1) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.linger(2);
      closeFirst(first);
      second.awaitPeer();
      second.close();
    }
  },
  UNREAD_DATA(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      writeTwo(second);
      first.read();
      closeFirst(first);
      second.awaitReset();
      second.close();
    }
  },
  UNREAD_DATA_BY_SECOND(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      writeTwo(first);
      second.read();
      closeFirst(first);
      second.awaitPeer();
      second.close();
    }
  },
  SHUTDOWN_THEN_UNREAD_DATA(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      first.shutdownOutput();
      second.readToEnd();
      second.awaitPeer();
      writeTwo(second);
      first.read();
      closeFirst(first);
      second.awaitReset();
      second.close();
    }
  },
  WRITE_TO_CLOSED(20) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      closeFirst(first);
      second.awaitPeer();
      try {
        writeTwo(second);
      } catch (IOException e) {
        // The reset that answers the first byte can arrive before the second byte is written.
      }
      second.awaitReset();
      second.close();
    }
  },
  CLOSE_DURING_READ(10) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      Future<?> reader = first.readUntilClosed(threads);
      Thread.yield();
      first.close();
      AsyncTransport.await(reader);
      first.release();
      second.awaitPeer();
      second.close();
    }
  },
  /** Closes both ends at once, on two threads: the kernel shows the result. */
  SIMULTANEOUS(10) {
    @Override
    void end(End first, End second, ExecutorService threads) throws IOException {
      AtomicInteger ready = new AtomicInteger();
      Future<?> other =
          threads.submit(
              () -> {
                meet(ready);
                second.close();
                return null;
              });
      meet(ready);
      first.close();
      AsyncTransport.await(other);
    }

    private void meet(AtomicInteger ready) {
      ready.incrementAndGet();
      while (ready.get() < 2) {
        Thread.yield();
      }
    }
  };

  private static final Way[] WAYS = values();
  private static final int WEIGHTS = sumOfWeights();

  private final int weight;

  Way(int weight) {
    this.weight = weight;
  }

  private static int sumOfWeights() {
    int sum = 0;
    for (Way way : WAYS) {
      sum += way.weight;
    }
    return sum;
  }

  static Way draw(Random random) {
    int left = random.nextInt(WEIGHTS);
    for (Way way : WAYS) {
      left -= way.weight;
      if (left < 0) {
        return way;
      }
    }
    throw new AssertionError();
  }

  abstract void end(End first, End second, ExecutorService threads) throws IOException;

  boolean needsLinger() {
    return this == LINGER_ZERO || this == LINGER_ZERO_BY_SECOND || this == LINGER_TWO_SECONDS;
  }

  /**
   * Leaves out, for TLS, the ways that would truncate its stream or that need unread data: TLS
   * reads more than the program asks for.
   */
  boolean suitsTls() {
    return this == CLOSE
        || this == CLOSE_THEN_END_OF_STREAM
        || this == SHUTDOWN_THEN_CLOSE_AFTER_PEER
        || this == LINGER_ZERO
        || this == CLOSE_DURING_READ
        || this == SIMULTANEOUS;
  }

  private static void closeFirst(End first) throws IOException {
    first.close();
    first.release();
  }

  private static void writeTwo(End end) throws IOException {
    byte[] one = {7};
    end.write(one, 1);
    end.write(one, 1);
  }
}
