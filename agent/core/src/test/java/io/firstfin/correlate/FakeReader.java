package io.firstfin.correlate;

import io.firstfin.kernel.KernelException;
import io.firstfin.kernel.ReadStats;
import io.firstfin.kernel.SocketTableReader;
import io.firstfin.kernel.SocketVisitor;
import java.util.ArrayList;
import java.util.List;

/** A kernel with these sockets in its tables. */
final class FakeReader implements SocketTableReader {
  final List<FakeSocket> sockets = new ArrayList<>();
  int reads;
  String failure;
  private final String source;

  FakeReader(String source) {
    this.source = source;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public ReadStats read(int stateMask, SocketVisitor visitor) throws KernelException {
    reads++;
    if (failure != null) {
      throw new KernelException(failure);
    }
    for (FakeSocket socket : sockets) {
      if ((socket.state().bit() & stateMask) != 0) {
        visitor.visit(socket);
      }
    }
    return null;
  }

  @Override
  public void close() {}
}
