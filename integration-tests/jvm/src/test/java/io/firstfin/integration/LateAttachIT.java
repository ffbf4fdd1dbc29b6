package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnEveryJdk;
import io.firstfin.support.OnTwoJdks;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A service that was started without the agent. */
class LateAttachIT {
  private static final int CONNECTIONS = 50;

  /** As many connections as the JVM has descriptors for, two for each, up to this. */
  private static final int MANY = 10_000;

  private static final int OTHER_DESCRIPTORS = 200;

  @OnEveryJdk
  void connectionsFromBeforeTheAttachAreClassifiedAtTheirClose(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).start("CloseFirst", Ports.block(), CONNECTIONS, "wait")) {
      jvm.awaitOut("opened");
      Command.Result attached = attach(jdk, jvm, "interval=500ms");
      assertEquals(0, attached.status(), attached::toString);
      jvm.send("close");
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");

      Report report = Cli.report(jdk, jvm);
      Closes directions = report.closes();
      assertEquals(
          CONNECTIONS, directions.count("client local fin", "unknown local fin"), report::toString);
      assertEquals(
          CONNECTIONS,
          directions.count("server remote fin", "unknown remote fin"),
          report::toString);
      assertEquals(2 * CONNECTIONS, directions.total(), report::toString);
      assertEquals(CONNECTIONS, report.closesAt(line), () -> line + "\n" + report);
    }
  }

  @OnEveryJdk
  void manyFromBeforeTheAttachAreTracedToTheLineThatClosedThem(Jdk jdk) {
    NetworkNamespace.assume();
    int many = (int) Math.min(MANY, (descriptors() - OTHER_DESCRIPTORS) / 2);
    int port = Ports.block();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .start("CloseFirst", port, many, "wait")) {
      jvm.awaitOut("opened");
      assertEquals(0, attach(jdk, jvm, "interval=500ms").status());
      jvm.send("close");
      String line = jvm.awaitOut("line ").substring("line ".length());
      jvm.awaitOut("done");

      SettledTimeWait settled = SettledTimeWait.of(jdk, jvm, p -> p == port);
      assertEquals(many, settled.kernel());
      assertEquals(many, settled.report().timeWaitOfThisJvm(), settled.report()::toString);
      assertEquals(many, settled.report().timeWaitAt(line), settled.report()::toString);
    }
  }

  /** The highest number of files that a process may have open. */
  private static long descriptors() {
    String limit = Command.run("sh", "-c", "ulimit -Hn").out().strip();
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }

  @OnEveryJdk
  void aResetOfAConnectionFromBeforeIsThePeersUnlessItWasHalfClosedBefore(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).start("HalfClosedAndReset", Ports.block(), CONNECTIONS)) {
      jvm.awaitOut("opened");
      assertEquals(0, attach(jdk, jvm, "interval=500ms").status());
      // The agent answers a request for a report when it has begun.
      Cli.report(jdk, jvm);
      jvm.send("close");
      jvm.awaitOut("done");

      Report report = Cli.report(jdk, jvm);
      Closes closes = report.closes();
      assertEquals(
          CONNECTIONS, closes.count("client remote rst", "unknown remote rst"), report::toString);
      assertEquals(
          CONNECTIONS, closes.count("server local rst", "unknown local rst"), report::toString);
      assertEquals(
          CONNECTIONS, closes.count("server remote fin", "unknown remote fin"), report::toString);
      assertEquals(
          CONNECTIONS,
          closes.count("client unknown unknown", "unknown unknown unknown"),
          report::toString);
      assertEquals(4 * CONNECTIONS, closes.total(), report::toString);
    }
  }

  @OnEveryJdk
  void theOpenerOfAConnectionFromBeforeIsSaidToBeUnknown(Jdk jdk) {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseWaitLeak", Ports.block(), CONNECTIONS)) {
      jvm.awaitOut("done");
      assertEquals(0, attach(jdk, jvm, "interval=500ms").status());
      Command.Result report = Cli.run(jdk, "report", Long.toString(jvm.pid()));
      assertTrue(report.out().contains("opener unknown: opened before the watch"), report::out);
    }
  }

  @OnTwoJdks
  void aSecondAttachSaysThatTheAgentIsThere(Jdk jdk) {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseFirst", Ports.block(), 1, "wait")) {
      jvm.awaitOut("opened");
      assertEquals(0, attach(jdk, jvm).status());
      Command.Result second = attach(jdk, jvm);
      assertTrue(second.status() == 0 || second.status() == 1, second::toString);
      assertTrue((second.out() + second.err()).contains("already"), second::toString);
      jvm.send("close");
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(2, report.closes().total(), report::toString);
    }
  }

  @OnTwoJdks
  void anAttachSaysThatTheAgentOfTheCommandLineIsThere(Jdk jdk) {
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("").start("CloseFirst", Ports.block(), 1, "wait")) {
      jvm.awaitOut("opened");
      Command.Result attached = attach(jdk, jvm);
      assertEquals(0, attached.status(), attached::toString);
      assertTrue(attached.out().contains("already"), attached::toString);
    }
  }

  @OnTwoJdks
  void ofTwoAttachesAtOnceOneWatchesAndTheOtherSaysSo(Jdk jdk) {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseFirst", Ports.block(), 1, "wait")) {
      jvm.awaitOut("opened");
      CompletableFuture<Command.Result> one = CompletableFuture.supplyAsync(() -> attach(jdk, jvm));
      Command.Result other = attach(jdk, jvm);
      List<Command.Result> both = List.of(one.join(), other);
      assertEquals(
          List.of(0, 0), both.stream().map(Command.Result::status).toList(), () -> "" + both);
      assertEquals(
          1, both.stream().filter(r -> r.out().contains("already")).count(), () -> "" + both);
      jvm.send("close");
      jvm.awaitOut("done");
      assertEquals(2, Cli.report(jdk, jvm).closes().total());
    }
  }

  @OnTwoJdks
  void aDetachOfAJvmWithoutTheAgentSaysSo(Jdk jdk) {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseFirst", Ports.block(), 1, "wait")) {
      jvm.awaitOut("opened");
      Command.Result detached = Cli.run(jdk, "detach", Long.toString(jvm.pid()));
      assertEquals(1, detached.status(), detached::toString);
      assertEquals(1, detached.err().lines().count(), detached::toString);
      assertTrue(detached.err().contains("does not watch"), detached::toString);
    }
  }

  @OnEveryJdk
  void afterDetachNothingIsWatchedAndItCanBeAttachedAgain(Jdk jdk) {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseFirst", Ports.block(), 5, "wait")) {
      jvm.awaitOut("opened");
      String pid = Long.toString(jvm.pid());
      assertEquals(0, attach(jdk, jvm).status());
      Command.Result detached = Cli.run(jdk, "detach", pid);
      assertEquals(0, detached.status(), detached::toString);
      assertEquals(1, Cli.run(jdk, "report", pid).status());
      Command.Result again = attach(jdk, jvm);
      assertEquals(0, again.status(), again::toString);
      jvm.send("close");
      jvm.awaitOut("done");
      Report report = Cli.report(jdk, jvm);
      assertEquals(10, report.closes().total(), report::toString);
    }
  }

  @OnTwoJdks
  void aReportOfAJvmWithoutTheAgentSaysHowToAttach(Jdk jdk) {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("CloseFirst", Ports.block(), 1, "wait")) {
      jvm.awaitOut("opened");
      Command.Result report = Cli.run(jdk, "report", Long.toString(jvm.pid()), "--json");
      assertEquals(1, report.status(), report::toString);
      assertEquals(1, report.err().lines().count(), report::toString);
      assertTrue(report.err().contains("attach"), report::toString);
    }
  }

  @OnTwoJdks
  void aMissingProcessIsNamed(Jdk jdk) {
    Command.Result report = Cli.run(jdk, "report", "999999999");
    assertEquals(1, report.status(), report::toString);
    assertTrue(report.err().lines().findFirst().orElse("").contains("999999999"), report::toString);
  }

  @OnTwoJdks
  void wrongUsageHasItsOwnStatus(Jdk jdk) {
    for (String[] arguments :
        List.of(
            new String[] {"frobnicate"}, new String[] {"detach"}, new String[] {"attach", "x"})) {
      Command.Result result = Cli.run(jdk, arguments);
      assertEquals(2, result.status(), () -> String.join(" ", arguments) + ": " + result);
    }
  }

  private static Command.Result attach(Jdk jdk, JvmProcess jvm, String... options) {
    String[] arguments = new String[2 + options.length];
    arguments[0] = "attach";
    arguments[1] = Long.toString(jvm.pid());
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Cli.run(jdk, arguments);
  }
}
