package io.firstfin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.vocabulary.TcpState;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDescriptorsTest {
  @TempDir Path folder;

  private void link(int descriptor, String target) throws Exception {
    Files.createSymbolicLink(folder.resolve(Integer.toString(descriptor)), Path.of(target));
  }

  private List<SocketLinks> bothKinds() throws KernelException {
    Libc.load();
    return List.of(new JdkSocketLinks(folder.toString()), new LibcSocketLinks(folder.toString()));
  }

  @Test
  void socketsAreFoundByInode() throws Exception {
    link(0, "3");
    link(9, "pipe:[77]");
    link(10, "socket:[4711]");
    link(1234, "socket:[4294967295]");
    link(11, "socket:[2147483648]");
    for (SocketLinks links : bothKinds()) {
      OwnDescriptors own = OwnDescriptors.read(folder.toString(), links);
      assertEquals(3, own.size());
      assertEquals(10, own.descriptorOf(4711));
      assertEquals(1234, own.descriptorOf(4294967295L));
      assertEquals(11, own.descriptorOf(2147483648L));
      assertEquals(-1, own.descriptorOf(77));
      assertEquals(-1, own.descriptorOf(0));
      assertFalse(own.owns(4712));
    }
  }

  @Test
  void duplicateGivesTheLowestDescriptor() throws Exception {
    link(12, "socket:[4711]");
    link(7, "socket:[4711]");
    for (SocketLinks links : bothKinds()) {
      assertEquals(7, OwnDescriptors.read(folder.toString(), links).descriptorOf(4711));
    }
  }

  @Test
  void eachSocketIsVisitedOnceByItsLowestDescriptor() throws Exception {
    link(12, "socket:[4711]");
    link(7, "socket:[4711]");
    link(9, "socket:[4294967295]");
    for (SocketLinks links : bothKinds()) {
      Map<Long, Integer> visited = new TreeMap<>();
      OwnDescriptors.read(folder.toString(), links)
          .forEach((inode, descriptor) -> assertNull(visited.put(inode, descriptor)));
      assertEquals(Map.of(4711L, 7, 4294967295L, 9), visited);
    }
  }

  @Test
  void linksThatAreOnlyAlmostASocketsAreNone() throws Exception {
    link(1, "socket:[47x1]");
    link(2, "socket:[4711");
    link(3, "socket:[" + "1".repeat(80) + "]");
    link(4, "socket:[]");
    for (SocketLinks links : bothKinds()) {
      assertEquals(0, OwnDescriptors.read(folder.toString(), links).size());
    }
  }

  @Test
  void maskedFolderIsAFailureAndNotAnEmptyAnswer() {
    assertThrows(KernelException.class, () -> OwnDescriptors.read(folder.toString()));
    assertThrows(
        KernelException.class, () -> OwnDescriptors.read(folder.resolve("absent").toString()));
  }

  @Test
  void ownListenerIsAmongTheDescriptors() throws Exception {
    try (ServerSocket server = new ServerSocket(0);
        ProcfsReader reader = new ProcfsReader()) {
      OwnDescriptors own = OwnDescriptors.read();
      boolean[] owned = new boolean[1];
      reader.read(
          TcpState.LISTEN.bit(),
          socket ->
              owned[0] |= socket.localPort() == server.getLocalPort() && own.owns(socket.inode()));
      assertTrue(owned[0]);
    }
  }
}
