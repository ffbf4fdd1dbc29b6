package com.example.truth;

import com.example.support.KernelState;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One end of a connection, of whichever transport. Used by one thread, except where a method says
 * otherwise.
 */
abstract class End {
  private static final long DEADLINE_NANOS = 20_000_000_000L;
  private static final long RESET_NANOS = 5_000_000L;
  private static final int CHUNK = 8192;

  /** Whether {@link #greet} has anything to do. */
  boolean hasGreeting() {
    return false;
  }

  /** What must happen on both ends at the same time, before the first byte. */
  void greet() throws IOException {}

  abstract void write(byte[] bytes, int length) throws IOException;

  /** Reads a byte and blocks for it; 0 to 255, or -1 at the end of stream. */
  abstract int read() throws IOException;

  /** Blocks until this many bytes have come. */
  abstract void read(byte[] bytes, int length) throws IOException;

  abstract void shutdownOutput() throws IOException;

  abstract void shutdownInput() throws IOException;

  /** Sets SO_LINGER; false where the transport has no such option. */
  abstract boolean linger(int seconds) throws IOException;

  /** May be called on any thread. */
  abstract void close() throws IOException;

  /**
   * The state, as the kernel numbers it; {@link KernelState#CLOSE} once the descriptor is closed.
   */
  abstract int kernelState();

  /** Whether data that the program does not know of can be unread when the peer has closed. */
  boolean resetMayFollow() {
    return false;
  }

  /** Lets a selector close the descriptors of channels that were closed. */
  void release() throws IOException {}

  /** Reads on another thread until the connection ends there. */
  Future<?> readUntilClosed(ExecutorService threads) {
    return threads.submit(this::readToEnd);
  }

  /** Waits until the kernel has received the peer's close. */
  final void awaitPeer() throws IOException {
    await(false, DEADLINE_NANOS);
    if (resetMayFollow()) {
      await(true, RESET_NANOS);
    }
  }

  /** Waits until the descriptor has no socket any more, because of a reset or of both FINs. */
  final void awaitGone() throws IOException {
    if (!await(true, DEADLINE_NANOS)) {
      throw new IOException(this + " stays in kernel state " + kernelState());
    }
  }

  /** Waits for the peer's close, and for the reset that may follow its FIN. */
  final void awaitReset() throws IOException {
    awaitPeer();
    await(true, RESET_NANOS);
  }

  private boolean await(boolean gone, long nanos) throws IOException {
    long start = System.nanoTime();
    while (true) {
      int state = kernelState();
      if (state == KernelState.CLOSE || !gone && state == KernelState.CLOSE_WAIT) {
        return true;
      }
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      Thread.yield();
    }
  }

  /** Reads until the peer has ended the connection, in whichever way. */
  final void readToEnd() {
    try {
      while (read() >= 0) {
        // What the peer sent before its end.
      }
    } catch (IOException e) {
      // A reset is an end as well.
    }
  }

  /** Sends from this end to the other, in pieces that fit into every buffer. */
  final void transfer(End peer, byte[] scratch, int length) throws IOException {
    for (int sent = 0; sent < length; sent += CHUNK) {
      int now = Math.min(CHUNK, length - sent);
      write(scratch, now);
      peer.read(scratch, now);
    }
  }
}
