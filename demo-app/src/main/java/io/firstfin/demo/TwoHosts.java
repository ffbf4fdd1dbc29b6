package io.firstfin.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two addresses (of TEST-NET-1, RFC 5737) in a network namespace of the demo's own, a way to lose
 * what the first sends to the second, and the namespace's settings. It needs ip(8), and
 * CAP_NET_ADMIN in the namespace.
 */
final class TwoHosts {
  private static final Path IPV4 = Path.of("/proc/sys/net/ipv4");
  private static final String HOST1 = "192.0.2.1";
  private static final String HOST2 = "192.0.2.2";

  /**
   * Its priority is before the rule that finds local addresses, which was moved to make room for
   * it.
   */
  private static final String LOSS = "50";

  private static final String LOCAL = "100";

  private TwoHosts() {}

  /**
   * @throws IOException when an address cannot be added, or no rule
   */
  static void setUp() throws IOException, InterruptedException {
    ip("address", "add", HOST1 + "/32", "dev", "lo");
    ip("address", "add", HOST2 + "/32", "dev", "lo");
    ip("rule", "add", "preference", LOCAL, "lookup", "local");
    ip("rule", "delete", "preference", "0");
  }

  static InetAddress host1() throws IOException {
    return InetAddress.getByName(HOST1);
  }

  static InetAddress host2() throws IOException {
    return InetAddress.getByName(HOST2);
  }

  /** From now on nothing that HOST1 sends arrives at HOST2. */
  static void lose() throws IOException, InterruptedException {
    ip("rule", "add", "preference", LOSS, "from", HOST1, "to", HOST2, "blackhole");
  }

  static void loseNoMore() throws IOException, InterruptedException {
    ip("rule", "delete", "preference", LOSS);
  }

  /** Sets one of /proc/sys/net/ipv4. */
  static void set(String setting, String value) throws IOException {
    Files.writeString(IPV4.resolve(setting), value);
  }

  private static void ip(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    int status = Command.run(command).status();
    if (status != 0) {
      throw new IOException("exit status " + status + " of " + String.join(" ", command));
    }
  }
}
