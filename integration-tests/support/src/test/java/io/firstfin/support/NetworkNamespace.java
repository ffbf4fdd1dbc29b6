package io.firstfin.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace of its own for each JVM, where this user may make one, so that no other
 * process's sockets are counted and settings of the kernel can be changed. Without this right, a
 * JVM shares the machine's namespace, and tests that need one of their own are skipped.
 */
public final class NetworkNamespace {
  /** The command that makes a namespace; empty where none can be made. */
  private static final List<String> UNSHARE = find();

  private NetworkNamespace() {}

  public static boolean available() {
    return !UNSHARE.isEmpty();
  }

  /** Skips the test where no namespace can be made. */
  public static void assume() {
    Assumptions.assumeTrue(
        available(), "needs a network namespace of its own: unshare(1) of util-linux, ip(8), root");
  }

  /**
   * The command, wrapped so that it runs in a new namespace.
   *
   * @param settings values by the name of their file under /proc/sys
   * @param mounts shell commands that change what the command sees of the file system; {@code $$}
   *     is its process id
   */
  public static List<String> wrap(
      List<String> command, Map<String, String> settings, List<String> mounts) {
    if (!available()) {
      return command;
    }
    StringBuilder script = new StringBuilder("ip link set lo up");
    settings.forEach(
        (name, value) ->
            script.append(" && echo '").append(value).append("' > /proc/sys/").append(name));
    mounts.forEach(mount -> script.append(" && ").append(mount));
    script.append(" && exec \"$@\"");
    List<String> wrapped = new ArrayList<>(UNSHARE);
    if (!mounts.isEmpty()) {
      wrapped.add("--mount");
    }
    wrapped.addAll(List.of("sh", "-c", script.toString(), "sh"));
    wrapped.addAll(command);
    return wrapped;
  }

  /** The command, wrapped so that it runs in the namespace of a running process. */
  public static List<String> wrap(List<String> command, long pid) {
    if (!available()) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "--net"));
    if (UNSHARE.contains("--map-root-user")) {
      wrapped.addAll(List.of("--user", "--preserve-credentials"));
    }
    wrapped.add("--");
    wrapped.addAll(command);
    return wrapped;
  }

  private static List<String> find() {
    List<List<String>> ways =
        List.of(List.of("unshare", "--net"), List.of("unshare", "--map-root-user", "--net"));
    for (List<String> way : ways) {
      List<String> probe = new ArrayList<>(way);
      probe.addAll(List.of("sh", "-c", "ip link set lo up && nsenter --version"));
      if (Command.run(probe).status() == 0) {
        System.out.println("network namespaces: one for each JVM, by " + String.join(" ", way));
        return way;
      }
    }
    System.out.println("network namespaces: none can be made; the machine's own is shared");
    return List.of();
  }
}
