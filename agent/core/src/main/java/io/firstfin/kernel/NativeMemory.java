package io.firstfin.kernel;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * A block of native memory at a fixed address, for arguments and results of {@link Libc}. Reading
 * and writing allocate nothing. Not thread-safe. An access outside the block throws
 * IndexOutOfBoundsException, and one after {@link #close} throws NullPointerException.
 */
public final class NativeMemory implements AutoCloseable {
  private final long address;
  private final Pointer base;
  private final int size;
  private ByteBuffer bytes;

  /**
   * Allocates zeroed memory; needs {@link Libc#load()}.
   *
   * @param size bytes, at least 1
   */
  public NativeMemory(int size) throws KernelException {
    this.address = Libc.allocate(size);
    if (address == 0) {
      throw new KernelException("no native memory for " + size + " bytes");
    }
    this.base = new Pointer(address);
    this.size = size;
    this.bytes = Libc.view(address, size);
  }

  public long address() {
    return address;
  }

  public int size() {
    return size;
  }

  /** A view in native byte order, for absolute access. It must not be used after {@link #close}. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Fills an array by one native call, which is far less work for the interpreter than a copy out
   * of {@link #bytes}. Any thread may do so. Nothing checks the bounds; it must not be called after
   * {@link #close}.
   */
  public void read(int offset, byte[] into) {
    base.read(offset, into, 0, into.length);
  }

  public int u8(int offset) {
    return bytes.get(offset) & 0xff;
  }

  public void setU8(int offset, int value) {
    bytes.put(offset, (byte) value);
  }

  public void setU32(int offset, int value) {
    bytes.putInt(offset, value);
  }

  public void setU64(int offset, long value) {
    bytes.putLong(offset, value);
  }

  /** Frees the memory; later calls do nothing. */
  @Override
  public void close() {
    if (bytes != null) {
      bytes = null;
      Libc.free(address);
    }
  }
}
