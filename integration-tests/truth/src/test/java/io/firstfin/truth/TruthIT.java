package io.firstfin.truth;

import static io.firstfin.support.Transport.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.firstfin.support.Holds;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.Transport;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A short form of {@code integration-tests/truth/run}. {@code -Dfirstfin.connections=N} sets how
 * many connections there are on each JDK for the JDK's own transports; Netty's have a third.
 */
public class TruthIT {
  private static final int CONNECTIONS = Integer.getInteger("firstfin.connections", 2500);

  @Holds({
    SOCKET,
    VIRTUAL_THREADS,
    CHANNEL,
    SELECTOR,
    POLLED,
    STREAMS,
    ADAPTOR,
    ASYNC,
    TLS,
    TLS_LAYERED,
    TLS_ENGINE_CHANNEL,
    TLS_ENGINE_ASYNC
  })
  void agentAndKernelAgreeOnEveryClose(Jdk jdk, Set<Transport> transports) {
    hold(jdk, transports, CONNECTIONS, "firstfin.truth.classpath");
  }

  @Holds({NETTY_4_2_NIO, NETTY_4_2_EPOLL, NETTY_4_2_TLS})
  void agentAndKernelAgreeOnNetty42(Jdk jdk, Set<Transport> transports) {
    hold(jdk, transports, CONNECTIONS / 3, "firstfin.truth.classpath");
  }

  @Holds(NETTY_4_2_IO_URING)
  void agentAndKernelAgreeOnIoUring(Jdk jdk, Set<Transport> transports) {
    String whyNot = IoUring.whyNot(jdk, System.getProperty("firstfin.truth.classpath"));
    Assumptions.assumeTrue(whyNot.isEmpty(), whyNot);
    hold(jdk, transports, CONNECTIONS / 10, "firstfin.truth.classpath");
  }

  @Holds({NETTY_4_1_NIO, NETTY_4_1_EPOLL, NETTY_4_1_TLS})
  void agentAndKernelAgreeOnNetty41(Jdk jdk, Set<Transport> transports) {
    hold(jdk, transports, CONNECTIONS / 3, "firstfin.truth.classpath.netty41");
  }

  private static void hold(Jdk jdk, Set<Transport> transports, int connections, String classPath) {
    NetworkNamespace.assume();
    Assumptions.assumeTrue(Truth.isPossible(), "needs tracefs and root");

    int status =
        Truth.run(
            List.of(
                "--connections",
                Integer.toString(connections),
                "--jdk",
                jdk.home().toString(),
                "--transports",
                transports.stream().map(t -> Medium.of(t).name()).collect(Collectors.joining(","))),
            System.getProperty(classPath),
            System.out);
    assertEquals(0, status, "the run's own lines say why");
  }

  /**
   * Before JDK 13 no descriptor outlives the FIN of a server. There the agent cannot tell a reset
   * that answers the FIN from one that comes just before it; docs/limits.md says so.
   */
  @OnEveryJdk
  void agentAndCaptureAgreeWhileBothEndsClose(Jdk jdk) {
    holdByCapture(
        "--connections",
        "2200",
        "--jdk",
        jdk.home().toString(),
        "--races",
        races(race -> jdk.feature() >= 13 || !race.matches("SERVER_.*_RESET")));
  }

  /** The first closes come before JNA is loaded. */
  @Test
  void agentAndCaptureAgreeWhileTheAgentStarts() {
    holdByCapture(
        "--connections",
        "800",
        "--threads",
        "1",
        "--jdk",
        Jdk.oldest().home().toString(),
        "--races",
        "client-blocked-socket",
        "--begin",
        "at-once");
  }

  /**
   * There the agent cannot ask for the peer's socket. Races of TLS are left out: in so short a run
   * their resets come within the same second as the races of others, whose ends they make unknown.
   */
  @Test
  void agentAndCaptureAgreeWhereThePeerIsOnAnotherHost() {
    holdByCapture(
        "--connections",
        "2200",
        "--races",
        races(race -> !race.contains("TLS")),
        "--peer-network",
        "other");
  }

  /** On a machine without tracefs there is another witness. */
  @Test
  void agentAndPacketsAgreeOnEveryClose() {
    holdByCapture(
        "--connections", "2000", "--jdk", Jdk.oldest().home().toString(), "--witness", "packets");
  }

  private static String races(Predicate<String> which) {
    return Options.RACES.stream().filter(which).collect(Collectors.joining(","));
  }

  private static void holdByCapture(String... arguments) {
    NetworkNamespace.assume();
    Assumptions.assumeTrue(Truth.canCapture(), "needs cc");

    int status =
        Truth.run(List.of(arguments), System.getProperty("firstfin.truth.classpath"), System.out);
    assertEquals(0, status, "the run's own lines say why");
  }
}
