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

  /** The number of data segments sent (tcpi_data_segs_out), since Linux 4.6. */
  private static final int SEGMENTS_SENT = 156;

  private static final int BYTES_WITH_SEGMENTS = 160;

  /** The place of the length that getsockopt(2) reads and writes, after the answer. */
  private static final int LENGTH = 160;

  private final NativeMemory memory;

  public DescriptorStates() throws KernelException {
    memory = new NativeMemory(LENGTH + 8);
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

  /**
   * Whether this end has sent data since it last received some, or within the same tick of the
   * kernel's clock: 1 if so, 0 if not, -1 when it is no TCP socket in CLOSE_WAIT, or when the
   * kernel is older than Linux 4.6.
   */
  public int hasAnswered(int descriptor) {
    if (!ask(descriptor, BYTES_WITH_SEGMENTS) || TcpState.of(memory.u8(0)) != TcpState.CLOSE_WAIT) {
      return -1;
    }
    long sent = memory.bytes().getInt(LAST_DATA_SENT) & 0xffffffffL;
    long received = memory.bytes().getInt(LAST_DATA_RECEIVED) & 0xffffffffL;
    return memory.bytes().getInt(SEGMENTS_SENT) != 0 && sent <= received ? 1 : 0;
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
