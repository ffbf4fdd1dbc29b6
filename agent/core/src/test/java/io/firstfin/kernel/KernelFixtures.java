package io.firstfin.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the kernel shows of a process, for the tests of other packages. */
public final class KernelFixtures {
  private KernelFixtures() {}

  /** A process whose descriptors are these sockets; the map has the inode of each descriptor. */
  public static OwnDescriptors descriptors(Path folder, Map<Integer, Long> sockets)
      throws Exception {
    for (int descriptor : sockets.keySet()) {
      Path link = folder.resolve(Integer.toString(descriptor));
      if (!Files.exists(link)) {
        Files.createFile(link);
      }
    }
    SocketLinks links = descriptor -> sockets.getOrDefault(descriptor, SocketLinks.NO_SOCKET);
    return OwnDescriptors.read(folder.toString(), links);
  }

  /** A network namespace of which only the ephemeral range is known. */
  public static PortSettings ports(int low, int high) {
    Map<String, String> texts =
        Map.of("ip_local_port_range", low + " " + high, "ip_local_reserved_ports", "");
    return new PortSettings(texts::get);
  }
}
