package com.example.workload;

import com.example.support.KernelState;
import java.io.FileDescriptor;
import java.io.IOException;

/** One end of a connection, over any of the APIs. Used by one thread. */
abstract class End {
  static final int END_OF_STREAM = -1;

  abstract FileDescriptor descriptor() throws IOException;

  /**
   * Sends both bytes in one segment, so that an end that has read the first has the second unread.
   */
  abstract void writeTwoBytes() throws IOException;

  /** Blocks for a byte, or for {@link #END_OF_STREAM}. */
  abstract int readByte() throws IOException;

  abstract void shutdownOutput() throws IOException;

  abstract void linger(int seconds) throws IOException;

  abstract void close() throws IOException;

  /** Releases the descriptor of a registered channel; no effect on others. */
  void release() throws IOException {}

  final void await(int state) throws IOException {
    KernelState.await(descriptor(), state);
  }

  final void expectEndOfStream() throws IOException {
    int read = readByte();
    if (read != END_OF_STREAM) {
      throw new IOException("read " + read + " where the end of stream was expected");
    }
  }
}
