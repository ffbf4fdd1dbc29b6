package io.firstfin.kernel;

import java.io.File;
import java.util.Arrays;

/**
 * The sockets among a process's open descriptors, by inode, as /proc/PID/fd shows them
 * (proc_pid_fd(5)). Immutable; one long per socket.
 */
public final class OwnDescriptors {
  private static final long U32 = 0xffffffffL;

  /**
   * The inode (u32 in the kernel) in the upper bits, the descriptor in the lower 31; in ascending
   * order.
   */
  private final long[] sockets;

  private OwnDescriptors(long[] sockets, int count) {
    this.sockets = Arrays.copyOf(sockets, count);
    Arrays.sort(this.sockets);
  }

  /**
   * Reads the descriptors as they are now, with one system call for each. A descriptor that is
   * closed meanwhile is left out.
   *
   * @throws KernelException when the descriptors cannot be listed, or when none can be read
   *     (because /proc is masked or the process is not dumpable)
   */
  public static OwnDescriptors read() throws KernelException {
    return read("/proc/self/fd");
  }

  /**
   * The same of another process, which this user may look into.
   *
   * @param process its folder below /proc
   */
  public static OwnDescriptors of(File process) throws KernelException {
    return read(process.getPath() + "/fd");
  }

  static OwnDescriptors read(String folder) throws KernelException {
    if (Libc.isLoaded()) {
      try (LibcSocketLinks links = new LibcSocketLinks(folder)) {
        return read(folder, links);
      }
    }
    return read(folder, new JdkSocketLinks(folder));
  }

  static OwnDescriptors read(String folder, SocketLinks links) throws KernelException {
    String[] names = new File(folder).list();
    if (names == null) {
      throw new KernelException("cannot list " + folder);
    }
    long[] sockets = new long[names.length];
    int count = 0;
    boolean readable = false;
    for (String name : names) {
      int descriptor = descriptor(name);
      long inode = descriptor < 0 ? SocketLinks.UNREADABLE : links.inode(descriptor);
      readable |= inode != SocketLinks.UNREADABLE;
      if (inode > 0) {
        sockets[count++] = (inode & U32) << 31 | descriptor;
      }
    }
    if (!readable) {
      throw new KernelException("cannot read any of the " + names.length + " links in " + folder);
    }
    return new OwnDescriptors(sockets, count);
  }

  private static int descriptor(String name) {
    try {
      return Integer.parseInt(name);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The number of descriptors that are sockets, of any kind. */
  public int size() {
    return sockets.length;
  }

  /** Whether this process holds the socket. */
  public boolean owns(long inode) {
    return descriptorOf(inode) >= 0;
  }

  /** The lowest descriptor of the socket with this inode; -1 when this process has none. */
  public int descriptorOf(long inode) {
    if (inode <= 0) {
      return -1;
    }
    int found = indexOf(inode & U32);
    return found < sockets.length && sockets[found] >>> 31 == (inode & U32)
        ? (int) sockets[found] & Integer.MAX_VALUE
        : -1;
  }

  /** Visits each socket once. */
  public void forEach(DescriptorVisitor visitor) {
    long before = -1;
    for (long socket : sockets) {
      long inode = socket >>> 31;
      if (inode != before) {
        visitor.visit(inode, (int) socket & Integer.MAX_VALUE);
      }
      before = inode;
    }
  }

  /** The index of the first entry whose inode is at least this one. */
  private int indexOf(long inode) {
    int low = 0;
    int high = sockets.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (sockets[middle] >>> 31 < inode) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
