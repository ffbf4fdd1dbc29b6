package io.firstfin.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sockets of a process that no table of its network namespace lists, read from /proc. */
final class UnlistedSockets {
  private static final String SOCKET = "socket:[";

  /** A table, and the column that has the inode in its lines. */
  private record Table(String name, int inode) {}

  private static final List<Table> TABLES =
      List.of(
          new Table("tcp", 9),
          new Table("tcp6", 9),
          new Table("udp", 9),
          new Table("udp6", 9),
          new Table("raw", 9),
          new Table("raw6", 9),
          new Table("unix", 6),
          new Table("netlink", 9),
          new Table("packet", 8));

  private UnlistedSockets() {}

  static int count(JvmProcess process) {
    try {
      Set<String> inodes = inodes(process.pid());
      for (Table table : TABLES) {
        Path file = Path.of("/proc/" + process.pid() + "/net/" + table.name);
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
          String[] columns = line.trim().split("\\s+");
          if (columns.length > table.inode) {
            inodes.remove(columns[table.inode]);
          }
        }
      }
      return inodes.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (String target : OpenDescriptors.of(pid)) {
      if (target.startsWith(SOCKET)) {
        inodes.add(target.substring(SOCKET.length(), target.length() - 1));
      }
    }
    return inodes;
  }
}
