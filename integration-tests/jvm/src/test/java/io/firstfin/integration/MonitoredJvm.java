package io.firstfin.integration;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.nio.file.Path;

/**
 * A JVM with few ports towards its one destination, and a Prometheus that watches it.
 *
 * @param port of the listener that the JVM connects to
 */
record MonitoredJvm(JvmProcess jvm, Prometheus prometheus, int port) implements AutoCloseable {
  static final int PORTS = 96;

  /**
   * Less than the number of sockets that the JVM closes: its last ones, and those of the test's
   * queries, get no TIME_WAIT.
   */
  private static final int TIME_WAIT_LIMIT = 60;

  private static final int CLOSED_FIRST = 80;
  private static final int FORGOTTEN = 12;

  /** So that CLOSE_WAIT grows as long as its alert needs. */
  private static final int PAUSE_MILLIS = 700;

  /** Returns a JVM that has closed some connections and forgotten others, and does nothing more. */
  static MonitoredJvm inTrouble(Path folder) {
    NetworkNamespace.assume();
    Prometheus.assume();
    int port = Ports.block();
    int metricsPort = Ports.block();
    JvmProcess jvm =
        JvmProcess.on(Jdk.oldest())
            .agent("http=" + metricsPort + ",interval=500ms,warn.time-wait=20,warn.close-wait=10")
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .setting("net/ipv4/tcp_max_tw_buckets", Integer.toString(TIME_WAIT_LIMIT))
            .setting("net/ipv4/ip_local_port_range", "40000 " + (40_000 + PORTS - 1))
            .start("GrowingTrouble", port, CLOSED_FIRST, FORGOTTEN, PAUSE_MILLIS, PORTS);
    try {
      jvm.awaitOut("ready");
      Prometheus prometheus = Prometheus.watch(jvm, metricsPort, folder);
      jvm.send("begin");
      jvm.awaitOut("still");
      return new MonitoredJvm(jvm, prometheus, port);
    } catch (Throwable failure) {
      jvm.close();
      throw failure;
    }
  }

  /** Makes it forget more connections, until no port is left. */
  void runOutOfPorts() {
    jvm.send("go on");
    jvm.awaitOut("failure ");
  }

  int kernel(SocketTable.State state) {
    return SocketTable.count(state, jvm, p -> p == port);
  }

  @Override
  public void close() {
    prometheus.close();
    jvm.close();
  }
}
