package io.firstfin.quiet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL with a data directory of its own. It runs as the user nobody, because it refuses
 * root.
 */
final class Postgres {
  static final String USER = "quiet";

  /** The folder in which Debian has the server's programs, which are not in the PATH. */
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private static final Path ID_MAP = Path.of("/proc/self/uid_map");

  /** The script ends the server when standard input ends. */
  private static final String SCRIPT =
      """
      set -e
      "$1/initdb" --pgdata="$2" --auth=trust --username=%s --no-sync >&2
      "$1/postgres" -D "$2" -c listen_addresses=127.0.0.1 -c port="$3" \
        -c unix_socket_directories= -c fsync=off -c shared_buffers=16MB \
        -c max_connections=40 >&2 </dev/null &
      postgres=$!
      cat >/dev/null
      kill -INT $postgres
      wait $postgres
      """
          .formatted(USER);

  private Postgres() {}

  /** Why it cannot run here; empty when it can. */
  static Optional<String> missing() throws IOException {
    // In a user namespace root may not be able to become nobody.
    boolean canBecomeNobody =
        System.getProperty("user.name").equals("root")
            && Files.readString(ID_MAP).trim().endsWith(" 4294967295");
    if (!canBecomeNobody) {
      return Optional.of("needs root, to run as nobody");
    }
    return programs().isPresent()
        ? Optional.empty()
        : Optional.of("no initdb and postgres: apt-get install postgresql");
  }

  static Child start(int port, Path folder) throws IOException {
    Path data = folder.resolve("postgres");
    Files.createDirectory(data);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setOwner(
        data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    command.addAll(
        List.of(
            "sh",
            "-c",
            SCRIPT,
            "sh",
            programs().orElseThrow().toString(),
            data.toString(),
            Integer.toString(port)));
    return Child.start("postgres", command, folder);
  }

  /** The folder of the newest version; empty when there is none. */
  private static Optional<Path> programs() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv("PATH").split(":")) {
      folders.add(Path.of(folder));
    }
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .sorted(Comparator.comparing(Path::toString).reversed())
            .forEach(version -> folders.add(version.resolve("bin")));
      }
    }
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
        .findFirst();
  }
}
