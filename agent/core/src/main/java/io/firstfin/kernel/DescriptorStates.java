package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/**
 * Asks the kernel for the TCP states of single descriptors of this process, even of those whose
 * socket is in no table, and when data last moved. Needs {@link Libc#load()}. One instance for one
 * thread.
 */
public final class DescriptorStates implements AutoCloseable {
  // Offsets in struct tcp_info (include/uapi/linux/tcp.h), whose first 56 bytes are in every
  // kernel.
  private static final int LAST_DATA_SENT = 44;
  private static final int LAST_DATA_RECEIVED = 52;
  private static final int BYTES = 56;

  /** The place of the length that getsockopt(2) reads and writes, after the answer. */
  private static final int LENGTH = 56;

  private final NativeMemory memory;

  public DescriptorStates() throws KernelException {
    memory = new NativeMemory(64);
  }

  /**
   * The state of a descriptor's socket, the first byte of struct tcp_info (tcp(7)); null when it is
   * not a TCP socket, or when the descriptor is closed.
   */
  public TcpState state(int descriptor) {
    return ask(descriptor, 1) ? TcpState.of(memory.u8(0)) : null;
  }

  /**
   * Milliseconds since data was last sent or received on a descriptor's connection
   * (tcpi_last_data_sent, tcpi_last_data_recv); for a direction without data the kernel takes the
   * time of the handshake, or none. -1 when it is no TCP socket in ESTABLISHED, or when the
   * descriptor is closed.
   */
  public long idleMillis(int descriptor) {
    if (!ask(descriptor, BYTES) || TcpState.of(memory.u8(0)) != TcpState.ESTABLISHED) {
      return -1;
    }
    long sent = memory.bytes().getInt(LAST_DATA_SENT) & 0xffffffffL;
    long received = memory.bytes().getInt(LAST_DATA_RECEIVED) & 0xffffffffL;
    return Math.min(sent, received);
  }

  private boolean ask(int descriptor, int length) {
    memory.bytes().putInt(LENGTH, length);
    long address = memory.address();
    return Libc.getsockopt(descriptor, Libc.IPPROTO_TCP, Libc.TCP_INFO, address, address + LENGTH)
            == 0
        && memory.bytes().getInt(LENGTH) == length;
  }

  @Override
  public void close() {
    memory.close();
  }
}
