package com.example.workload;

import com.example.support.KernelState;
import java.io.IOException;
import java.util.Random;

/**
 * One way to end a connection between two ends, of which {@code first} begins. When {@link #end}
 * returns, both ends are closed, and the order was certain at every step.
 */
enum CloseKind {
  PLAIN {
    @Override
    void end(End first, End second) throws IOException {
      first.close();
      second.await(KernelState.CLOSE_WAIT);
      second.close();
    }
  },
  END_OF_STREAM_READ {
    @Override
    void end(End first, End second) throws IOException {
      first.close();
      second.expectEndOfStream();
      second.close();
    }
  },
  LINGER_ONE_SECOND {
    @Override
    void end(End first, End second) throws IOException {
      first.linger(1);
      first.close();
      second.expectEndOfStream();
      second.close();
    }
  },
  HALF_CLOSE_THEN_CLOSE_AFTER_PEER {
    @Override
    void end(End first, End second) throws IOException {
      first.shutdownOutput();
      second.expectEndOfStream();
      second.close();
      first.expectEndOfStream();
      first.close();
    }
  },
  HALF_CLOSE_THEN_CLOSE_BEFORE_PEER {
    @Override
    void end(End first, End second) throws IOException {
      first.shutdownOutput();
      second.await(KernelState.CLOSE_WAIT);
      first.close();
      second.expectEndOfStream();
      second.close();
    }
  },
  HALF_CLOSE_BY_BOTH {
    @Override
    void end(End first, End second) throws IOException {
      first.shutdownOutput();
      second.expectEndOfStream();
      second.shutdownOutput();
      first.expectEndOfStream();
      first.close();
      second.close();
    }
  },
  HALF_CLOSE_THEN_UNREAD_DATA {
    @Override
    void end(End first, End second) throws IOException {
      first.shutdownOutput();
      second.expectEndOfStream();
      second.writeTwoBytes();
      first.readByte();
      first.close();
      first.release();
      second.await(KernelState.CLOSE);
      second.close();
    }

    @Override
    boolean howIsCertain() {
      return false;
    }
  },
  LINGER_ZERO {
    @Override
    void end(End first, End second) throws IOException {
      first.linger(0);
      first.close();
      first.release();
      second.await(KernelState.CLOSE);
      second.close();
    }

    @Override
    String firstHow() {
      return RST;
    }

    @Override
    String secondHow() {
      return RST;
    }
  },
  LINGER_ZERO_BY_SECOND {
    @Override
    void end(End first, End second) throws IOException {
      first.close();
      second.expectEndOfStream();
      second.linger(0);
      second.close();
      second.release();
    }
  },
  UNREAD_DATA {
    @Override
    void end(End first, End second) throws IOException {
      second.writeTwoBytes();
      first.readByte();
      first.close();
      first.release();
      second.await(KernelState.CLOSE);
      second.close();
    }

    @Override
    String firstHow() {
      return RST;
    }

    @Override
    String secondHow() {
      return RST;
    }
  },
  UNREAD_DATA_BY_SECOND {
    @Override
    void end(End first, End second) throws IOException {
      first.writeTwoBytes();
      first.close();
      second.readByte();
      second.await(KernelState.CLOSE_WAIT);
      second.close();
    }

    @Override
    boolean howIsCertain() {
      return false;
    }
  },
  WRITE_TO_A_CLOSED_PEER {
    @Override
    void end(End first, End second) throws IOException {
      first.close();
      first.release();
      second.expectEndOfStream();
      second.writeTwoBytes();
      second.await(KernelState.CLOSE);
      second.close();
    }

    @Override
    String secondHow() {
      return RST;
    }
  };

  private static final CloseKind[] KINDS = values();
  static final String FIN = "fin";
  static final String RST = "rst";

  /**
   * Draws a kind; it seldom draws the one that waits for a delayed ACK, some 10 ms each.
   *
   * @param howCertain leaves out the kinds that are not {@link #howIsCertain}
   */
  static CloseKind draw(Random random, boolean howCertain) {
    while (true) {
      CloseKind kind = KINDS[random.nextInt(KINDS.length)];
      boolean slow = kind == LINGER_ONE_SECOND && random.nextInt(50) != 0;
      if (!slow && (kind.howIsCertain() || !howCertain)) {
        return kind;
      }
    }
  }

  abstract void end(End first, End second) throws IOException;

  /**
   * False where a FIN leaves and a reset from the same end may follow it: after a half-close, and
   * with unread data after the peer's FIN, because java.net.Socket and registered channels shut
   * down their output before they close the descriptor.
   */
  boolean howIsCertain() {
    return true;
  }

  /** What the end that begins sends: a FIN or a reset. */
  String firstHow() {
    return FIN;
  }

  /** What ends the connection as the other end sees it. */
  String secondHow() {
    return FIN;
  }
}
