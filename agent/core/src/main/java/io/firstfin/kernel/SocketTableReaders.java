package io.firstfin.kernel;

import io.firstfin.vocabulary.TcpState;

/** Opens the reader that the option {@code kernel} asks for. */
public final class SocketTableReaders {
  /** The reader to use, and why {@code auto} has not chosen sock_diag. */
  public static final class Opened {
    /** Null when nothing shall be read or can be read. */
    public final SocketTableReader reader;

    /** One line that says why sock_diag is not used although it was tried; null otherwise. */
    public final String fallbackReason;

    Opened(SocketTableReader reader, String fallbackReason) {
      this.reader = reader;
      this.fallbackReason = fallbackReason;
    }
  }

  private SocketTableReaders() {}

  /**
   * Opens a reader and makes it read the listening sockets once, so that the reader which is
   * returned is known to work here.
   *
   * @param kernelOption {@code auto}: sock_diag, or else procfs, or else none, with the reasons of
   *     both; {@code sock_diag} or {@code procfs}: this one; {@code off}: none
   * @throws KernelException when the option names a reader that does not work
   * @throws IllegalArgumentException for any other option
   */
  public static Opened open(String kernelOption) throws KernelException {
    switch (kernelOption) {
      case "off":
        return new Opened(null, null);
      case "sock_diag":
        return new Opened(probed(new SockDiagReader()), null);
      case "procfs":
        return new Opened(probed(new ProcfsReader()), null);
      case "auto":
        return auto();
      default:
        throw new IllegalArgumentException(
            "kernel=" + kernelOption + ": accepted are auto, sock_diag, procfs, off");
    }
  }

  private static Opened auto() {
    String reason;
    try {
      return new Opened(probed(new SockDiagReader()), null);
    } catch (KernelException e) {
      reason = e.getMessage();
    }
    try {
      return new Opened(probed(new ProcfsReader()), reason);
    } catch (KernelException e) {
      return new Opened(null, reason + "; " + e.getMessage());
    }
  }

  static SocketTableReader probed(SocketTableReader reader) throws KernelException {
    try {
      reader.read(TcpState.LISTEN.bit(), socket -> {});
      return reader;
    } catch (KernelException | RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }
}
