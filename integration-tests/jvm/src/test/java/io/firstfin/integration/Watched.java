package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A program's connections, watched by the kernel's tracepoints. The agent's report is compared with
 * these and with {@code ss}; the program's own output proves nothing here.
 */
final class Watched implements AutoCloseable {
  private static final int PORTS = 16;
  private static final int SECONDS = 40;

  private final TcpTracepoint kernel;
  private final JvmProcess jvm;
  private final int port;

  /** What the kernel saw. */
  final Closes closes;

  /** What the agent reported, in the same form. */
  final Report report;

  /** The address on which the program listens. */
  final String address;

  private Watched(
      Jdk jdk,
      TcpTracepoint kernel,
      String address,
      int port,
      Setup how,
      String program,
      Object... arguments) {
    this.kernel = kernel;
    this.address = address;
    this.port = port;
    Object[] all = new Object[arguments.length + 2];
    all[0] = address;
    all[1] = port;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    jvm = how.of(JvmProcess.on(jdk).agent("log=off"), address, port).start(program, all);
    try {
      jvm.awaitOut("done");
      int open =
          Await.until(SECONDS, () -> SocketTable.countOpen(jvm, this::isMine), count -> count == 0);
      assertEquals(0, open, () -> "sockets that nobody closes: " + jvm);
      closes = kernel.closes();
      SettledTimeWait settled = SettledTimeWait.of(jdk, jvm, this::isMine);
      report = settled.report();
      assertEquals(settled.kernel(), report.timeWaitOfThisJvm(), report::toString);
      assertEquals(0, report.dropped(), report::toString);
      assertEquals(0, report.errors(), report::toString);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** The options of the JVM besides the agent. */
  interface Setup {
    JvmProcess.Builder of(JvmProcess.Builder builder, String address, int port);
  }

  /** Runs a program with settings of the JVM that do not depend on where the program listens. */
  static Watched run(
      Jdk jdk, UnaryOperator<JvmProcess.Builder> how, String program, Object... arguments) {
    return run(jdk, (builder, address, port) -> how.apply(builder), program, arguments);
  }

  /**
   * Runs a program that prints {@code done} when it has closed its connections, or has left them to
   * threads that will close them. Its first arguments are an address and a port, the first of
   * {@value #PORTS}. Skips the test where the kernel does not let this user watch.
   */
  static Watched run(Jdk jdk, Setup how, String program, Object... arguments) {
    NetworkNamespace.assume();
    String address = Ports.address();
    int port = Ports.block();
    Optional<TcpTracepoint> kernel = TcpTracepoint.watch(address, port, port + PORTS - 1);
    Assumptions.assumeTrue(kernel.isPresent(), "needs root and tracefs");
    return new Watched(jdk, kernel.get(), address, port, how, program, arguments);
  }

  private boolean isMine(int candidate) {
    return candidate >= port && candidate < port + PORTS;
  }

  /** The agent and the kernel agree on every close. */
  void assertClosesAgree() {
    assertEquals(closes, report.closes(), () -> jvm + "\n" + report);
  }

  /**
   * The agent and the kernel agree which side was first. How the connection ends is decided after
   * the agent has asked, where a library writes or reads on one thread while another closes.
   *
   * @param crossing the number of the peer's closes that may come between the agent's question and
   *     this JVM's close, which the agent then takes for the first
   */
  void assertDirectionsAgree(int crossing) {
    for (String role : List.of("client", "server")) {
      long all = all(closes, role);
      long local = local(closes, role);
      assertEquals(all, all(report.closes(), role), () -> role + this);
      long said = local(report.closes(), role);
      assertTrue(said >= local && said <= local + crossing, () -> role + this);
    }
  }

  private static long local(Closes closes, String role) {
    return closes.count(role + " local fin", role + " local rst");
  }

  private static long all(Closes closes, String role) {
    return local(closes, role)
        + closes.count(role + " remote fin", role + " remote rst", role + " simultaneous fin");
  }

  @Override
  public String toString() {
    return " " + jvm + "\nkernel: " + closes + "\nagent: " + report;
  }

  /** A line that begins with this left every socket in TIME_WAIT. */
  void assertLinesBegin(String... beginnings) {
    int timeWait = 0;
    for (JsonNode site : (Iterable<JsonNode>) report.sites()::iterator) {
      String line = site.path("line").asText();
      if (site.path("timeWait").asInt() > 0) {
        timeWait += site.path("timeWait").asInt();
        assertTrue(Stream.of(beginnings).anyMatch(line::startsWith), () -> line + "\n" + report);
      }
    }
    assertEquals(report.timeWaitOfThisJvm(), timeWait, report::toString);
  }

  /** The remote addresses of the connections that this JVM opened. */
  Stream<String> remotesAsClient() {
    return StreamSupport.stream(report.json().path("destinations").spliterator(), false)
        .filter(destination -> destination.path("role").asText().equals("client"))
        .map(destination -> destination.path("remote").asText());
  }

  String destination(int offset) {
    return address + ":" + (port + offset);
  }

  JvmProcess jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
    kernel.close();
  }
}
