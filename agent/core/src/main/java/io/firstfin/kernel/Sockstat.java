package io.firstfin.kernel;

import java.io.Closeable;
import java.io.File;

/**
 * The quick counts of /proc/self/net/sockstat and sockstat6, which are those of the process's
 * network namespace (net/ipv4/proc.c). This reads into buffers that it keeps: one instance for one
 * thread. Both files stay open until {@link #close}.
 */
public final class Sockstat implements Closeable {
  private static final byte[] TCP = {'T', 'C', 'P', ':'};
  private static final byte[] TCP6 = {'T', 'C', 'P', '6', ':'};
  private static final byte[] SOCKETS = {'s', 'o', 'c', 'k', 'e', 't', 's', ':'};
  private static final byte[] USED = {'u', 's', 'e', 'd'};
  private static final byte[] ALLOCATED = {'a', 'l', 'l', 'o', 'c'};
  private static final byte[] IN_USE = {'i', 'n', 'u', 's', 'e'};
  private static final byte[] TIME_WAIT = {'t', 'w'};

  private final KeptFile file;
  private final KeptFile file6;
  private final String path6;
  private final byte[] buffer = new byte[4096];
  private int inUse = -1;
  private int timeWait = -1;
  private int used = -1;
  private int allocated = -1;

  public Sockstat() {
    this("/proc/self/net");
  }

  Sockstat(String folder) {
    file = new KeptFile(folder + "/sockstat");
    path6 = folder + "/sockstat6";
    file6 = new KeptFile(path6);
  }

  /** Reads the counts again; a count that cannot be read becomes -1. */
  public void read() {
    int length = file.read(buffer);
    used = valueInLine(line(length, SOCKETS), length, USED);
    int tcp = line(length, TCP);
    inUse = valueInLine(tcp, length, IN_USE);
    timeWait = valueInLine(tcp, length, TIME_WAIT);
    allocated = valueInLine(tcp, length, ALLOCATED);
    int length6 = file6.read(buffer);
    if (length6 >= 0) {
      int inUse6 = valueInLine(line(length6, TCP6), length6, IN_USE);
      inUse = inUse < 0 || inUse6 < 0 ? -1 : inUse + inUse6;
    } else if (new File(path6).exists()) {
      inUse = -1;
    }
  }

  /** TCP sockets of IPv4 and IPv6 that are neither in TIME_WAIT nor closed; -1 when unknown. */
  public int inUse() {
    return inUse;
  }

  /** Sockets in TIME_WAIT and orphans in FIN_WAIT_2, of IPv4 and IPv6; -1 when unknown. */
  public int timeWait() {
    return timeWait;
  }

  /**
   * An upper bound for the TCP sockets of this network namespace that are in no table, because they
   * have no connection; -1 when unknown. It is the lower of two bounds: the namespace's sockets of
   * any kind, and the TCP sockets of all namespaces together, both without the TCP sockets in use
   * here.
   */
  public int mostUnconnected() {
    return used < 0 || allocated < 0 || inUse < 0
        ? -1
        : Math.max(Math.min(used, allocated) - inUse, 0);
  }

  /** A later {@link #read} opens the files again. */
  @Override
  public void close() {
    file.close();
    file6.close();
  }

  /** Where the first line begins that has this label; -1 when there is none. */
  private int line(int length, byte[] label) {
    for (int at = 0; at < length; at = endOfLine(at, length) + 1) {
      if (startsWith(at, length, label)) {
        return at;
      }
    }
    return -1;
  }

  private int endOfLine(int from, int length) {
    int end = from;
    while (end < length && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  /**
   * The number after the key in the line that begins at {@code line}; -1 when there is none, or
   * when {@code line} is negative.
   */
  private int valueInLine(int line, int length, byte[] key) {
    int end = line < 0 ? line : endOfLine(line, length);
    for (int at = line; at < end; at++) {
      if (buffer[at] == ' '
          && buffer[at + 1] == key[0]
          && startsWith(at + 1, end, key)
          && at + 1 + key.length < end
          && buffer[at + 1 + key.length] == ' ') {
        return number(at + 2 + key.length, end);
      }
    }
    return -1;
  }

  private int number(int from, int end) {
    long value = -1;
    for (int at = from; at < end && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
      value = Math.max(value, 0) * 10 + buffer[at] - '0';
      if (value > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return (int) value;
  }

  private boolean startsWith(int from, int end, byte[] word) {
    if (end - from < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (buffer[from + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
