package io.firstfin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.firstfin.kernel.KernelException;
import io.firstfin.vocabulary.TcpState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespaceSocketsTest {
  @TempDir Path proc;

  @Test
  void timeWaitIsCountedByDestinationAndByListeningPort() throws Exception {
    NamespaceSockets sockets = read();

    assertEquals(3, sockets.timeWaitTotal());
    assertEquals(
        Map.of(SocketGroup.of(8080), 1, SocketGroup.towards("127.0.0.1:6379"), 2),
        sockets.timeWait());
  }

  @Test
  void closeWaitBelongsToTheProcessWithTheDescriptor() throws Exception {
    Path descriptors = Files.createDirectories(proc.resolve("42/fd"));
    Files.createSymbolicLink(descriptors.resolve("5"), Path.of("socket:[77]"));

    assertEquals(1, read().closeWaitOf(proc.resolve("42").toFile()));
  }

  @Test
  void whereDescriptorsCannotBeReadCloseWaitIsUnknown() throws Exception {
    assertEquals(-1, read().closeWaitOf(proc.resolve("43").toFile()));
  }

  @Test
  void tablesThatCannotBeReadAreAFailure() {
    assertThrows(KernelException.class, () -> NamespaceSockets.read(proc.toFile(), "43"));
  }

  private NamespaceSockets read() throws Exception {
    return new TcpTable(proc)
        .add(TcpState.LISTEN, 8080, 0, 1)
        .add(TcpState.TIME_WAIT, 8080, 50_001, 0)
        .add(TcpState.TIME_WAIT, 50_002, 6379, 0)
        .add(TcpState.TIME_WAIT, 50_003, 6379, 0)
        .add(TcpState.CLOSE_WAIT, 50_004, 5432, 77)
        .add(TcpState.CLOSE_WAIT, 50_005, 5432, 78)
        .read();
  }
}
