package io.firstfin.kernel;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * Reads the socket tables as the text of /proc/self/net/tcp and tcp6 (proc_net_tcp.rst). This costs
 * several times as much as sock_diag and gives no cookies, but it also works where netlink is
 * refused.
 */
public final class ProcfsReader implements SocketTableReader {
  /**
   * The kernel delivers the text in pages of 4 KiB, and the JDK reads up to 8 KiB without a native
   * allocation.
   */
  private static final int BUFFER = 8192;

  private final String folder;
  private final byte[] buffer = new byte[BUFFER];
  private int messages;
  private boolean closed;

  /** A reader of /proc/self/net, or of /proc/net where that is missing. This opens nothing yet. */
  public ProcfsReader() {
    this(new File("/proc/self/net/tcp").exists() ? "/proc/self/net" : "/proc/net");
  }

  /**
   * A reader of the tables of another process's network namespace, which need not be that of this
   * one.
   *
   * @param process its folder below /proc
   */
  public static ProcfsReader of(File process) {
    return new ProcfsReader(process.getPath() + "/net");
  }

  ProcfsReader(String folder) {
    this.folder = folder;
  }

  @Override
  public String source() {
    return "procfs";
  }

  @Override
  public synchronized ReadStats read(int stateMask, SocketVisitor visitor) throws KernelException {
    if (closed) {
      throw new KernelException("procfs: the reader is closed");
    }
    ProcfsParser parser = new ProcfsParser(stateMask, visitor, new LongSet());
    messages = 0;
    String ipv6 = folder + "/tcp6";
    readFile(folder + "/tcp", parser);
    // Without IPv6 in the kernel there is no such file. A file that exists and cannot be opened is
    // a failure.
    if (new File(ipv6).exists()) {
      readFile(ipv6, parser);
    }
    return new ReadStats(parser.seen(), parser.repeated(), messages);
  }

  private void readFile(String file, ProcfsParser parser) throws KernelException {
    try (FileInputStream in = new FileInputStream(file)) {
      parser.begin(file);
      int kept = 0;
      while (true) {
        int count = in.read(buffer, kept, BUFFER - kept);
        if (count < 0) {
          parser.end(kept);
          return;
        }
        messages++;
        int length = kept + count;
        int parsed = parser.parse(buffer, length);
        if (parser.isDone()) {
          return;
        }
        kept = length - parsed;
        if (kept == BUFFER) {
          throw parser.unfinished("longer than " + BUFFER + " bytes");
        }
        System.arraycopy(buffer, parsed, buffer, 0, kept);
      }
    } catch (FileNotFoundException e) {
      throw new KernelException("procfs: cannot open " + e.getMessage(), e);
    } catch (IOException e) {
      throw new KernelException("procfs: reading " + file + " failed: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
