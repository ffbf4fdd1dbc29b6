package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/**
 * Asks the kernel for the TCP states of single descriptors of this process, even of those whose
 * socket is in no table. Needs {@link Libc#load()}. One instance for one thread.
 */
public final class DescriptorStates implements AutoCloseable {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_INFO = 11;

  /**
   * The place of the length that getsockopt(2) reads and writes, after the one byte that is asked
   * for.
   */
  private static final int LENGTH = 4;

  private final NativeMemory memory;

  public DescriptorStates() throws KernelException {
    memory = new NativeMemory(8);
  }

  /**
   * The state of a descriptor's socket, the first byte of struct tcp_info (tcp(7)); null when it is
   * not a TCP socket, or when the descriptor is closed.
   */
  public TcpState state(int descriptor) {
    memory.bytes().putInt(LENGTH, 1);
    long address = memory.address();
    return Libc.getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, address, address + LENGTH) == 0
        ? TcpState.of(memory.u8(0))
        : null;
  }

  @Override
  public void close() {
    memory.close();
  }
}
