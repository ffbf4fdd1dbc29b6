package io.firstfin.node;

import io.firstfin.kernel.KernelException;
import io.firstfin.vocabulary.TcpState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sockets of process 42 below a folder in the place of /proc; all addresses are 127.0.0.1. */
public final class TcpTable {
  private final Path proc;
  private final StringBuilder text = new StringBuilder("  sl  local_address rem_address   st\n");
  private int line;

  public TcpTable(Path proc) {
    this.proc = proc;
  }

  public TcpTable add(TcpState state, int localPort, int remotePort, int inode) {
    text.append(
        String.format(
            "%4d: 0100007F:%04X 0100007F:%04X %02X 00000000:00000000 00:00000000 00000000  0  0"
                + " %d%n",
            line++, localPort, remotePort, state.number(), inode));
    return this;
  }

  public NamespaceSockets read() throws IOException, KernelException {
    Files.createDirectories(proc.resolve("42/net"));
    Files.writeString(proc.resolve("42/net/tcp"), text);
    return NamespaceSockets.read(proc.toFile(), "42");
  }
}
