package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** What remains of the agent in a JVM after a detach. */
class DetachIT {
  private static final int TIMES = 6;

  /** One of each kind that every JDK has here. */
  private static final List<String> CHANGED =
      List.of(
          "sun.nio.ch.SocketChannelImpl",
          "sun.nio.ch.AsynchronousSocketChannelImpl",
          "io.netty.channel.unix.FileDescriptor",
          "io.micrometer.core.instrument.MeterRegistry");

  /**
   * A life takes 7 MB for its classes. What the JVM keeps of a class that was retransformed twice
   * is 0.3 MB for all of those here.
   */
  private static final int KILOBYTES_PER_LIFE = 600;

  private static final int LIVES = 3;
  private static final int TIMES_UNDER_LOAD = 3;
  private static final int THREADS = 8;

  @TempDir Path folder;

  @OnTwoJdks
  void detachLeavesNothingBehindHoweverOften(Jdk jdk) throws IOException {
    Path digester = digester();
    try (JvmProcess jvm =
        JvmProcess.on(jdk)
            .classPath(JvmProcess.property("firstfin.programs.classpath"))
            .start("AttachedOften", InstrumentedClasses.names().toArray())) {
      jvm.awaitOut("ready");
      load(digester, jvm);
      Map<String, String> fresh = digests(jvm, "bytes");
      assertTrue(fresh.keySet().containsAll(CHANGED), fresh::toString);

      Map<String, Integer> descriptors = null;
      for (int i = 1; i <= TIMES; i++) {
        run(jdk, "attach", jvm);
        if (i == 1) {
          // The agent answers a request for a report when it has begun.
          Cli.report(jdk, jvm);
        }
        load(digester, jvm);
        Map<String, String> attached = digests(jvm, "bytes");
        assertEquals(fresh.keySet(), attached.keySet());
        Set<String> changed = new TreeSet<>(attached.keySet());
        changed.removeIf(name -> attached.get(name).equals(fresh.get(name)));
        assertTrue(i > 1 || changed.containsAll(CHANGED), changed::toString);
        ask(jvm, "loaders");
        run(jdk, "detach", jvm);
        Map<String, String> restored = digests(jvm, "seen");
        assertTrue(restored.keySet().containsAll(changed), "what detach gave the JVM, time " + i);
        restored.forEach((name, digest) -> assertEquals(fresh.get(name), digest, name));

        String used = ask(jvm, "use off");
        assertEquals("none", used.substring(used.lastIndexOf(' ') + 1), used);
        assertEquals(List.of(), AgentThreads.of(jvm), "time " + i);
        Map<String, Integer> open = descriptors(jvm);
        assertEquals(0, open.getOrDefault("netlink", 0), () -> "netlink sockets in " + open);
        // Java 8 closes the jar at some collection, because its class path reads a copy of it.
        open.remove(JvmProcess.JAR.toString());
        // The first attach opens what the JVM keeps: its attach socket and the copy of the jar.
        descriptors = i == 1 ? open : descriptors;
        assertEquals(descriptors, open, "after " + i + " times");
        ask(jvm, "use on");
      }
      assertEquals("left 0", ask(jvm, "collected"), "class loaders of the agent");
      assertEquals(fresh, digests(jvm, "bytes"));
    }
  }

  @OnTwoJdks
  void eachLifeLeavesNoMoreOfItsClassesThanTheJvmKeepsOfARetransformation(Jdk jdk)
      throws IOException {
    Path digester = digester();
    try (JvmProcess jvm = JvmProcess.on(jdk).start("AttachedOften")) {
      jvm.awaitOut("ready");
      load(digester, jvm);
      List<Long> kilobytes = new ArrayList<>();
      for (int i = 0; i < LIVES; i++) {
        run(jdk, "attach", jvm);
        Cli.report(jdk, jvm);
        ask(jvm, "loaders");
        run(jdk, "detach", jvm);
        assertEquals("left 0", ask(jvm, "collected"), "class loaders of the agent");
        String answer = ask(jvm, "metaspace");
        kilobytes.add(Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1)));
      }
      // The first life also leaves the hooks, and classes of the JDK that it was the first to need.
      long perLife = (kilobytes.get(LIVES - 1) - kilobytes.get(0)) / (LIVES - 1);
      assertTrue(perLife < KILOBYTES_PER_LIFE, kilobytes::toString);
    }
  }

  @OnTwoJdks
  void detachFreesWhatRecordingsAndBeansHeld(Jdk jdk) throws IOException {
    Path digester = digester();
    try (JvmProcess jvm = JvmProcess.on(jdk).start("AttachedOften")) {
      jvm.awaitOut("ready");
      load(digester, jvm);
      Command.run(jdk.jcmd().toString(), Long.toString(jvm.pid()), "ManagementAgent.start_local");
      FlightRecorder recorder = new FlightRecorder(jdk, jvm, folder);
      for (int i = 1; i <= 3; i++) {
        run(jdk, "attach", jvm);
        recorder.start();
        Recording recording = recorder.await(dumped -> !dumped.closes().isEmpty());
        assertFalse(recording.closes().isEmpty(), jvm::toString);
        ask(jvm, "loaders");
        boolean endsFirst = i == 1;
        if (endsFirst) {
          recorder.stop();
        }
        run(jdk, "detach", jvm);
        if (!endsFirst) {
          recorder.stop();
        }
      }
      assertEquals("left 0", ask(jvm, "collected"), "class loaders of the agent");
    }
  }

  @OnTwoJdks
  void detachTakesTheOutputsAlong(Jdk jdk) throws IOException {
    Path digester = digester();
    int port = Ports.block();
    try (JvmProcess jvm = JvmProcess.on(jdk).start("AttachedOften")) {
      jvm.awaitOut("ready");
      load(digester, jvm);
      run(jdk, "attach", jvm, "interval=500ms,http=" + port + ",otlp=http://127.0.0.1:1");
      Scrape.of(jvm, port);
      jvm.awaitErr("does not take the meters");
      ask(jvm, "loaders");
      run(jdk, "detach", jvm);
      assertEquals(List.of(), AgentThreads.of(jvm));
      assertNotEquals(0, Scrape.curl(jvm, "http://127.0.0.1:" + port + "/metrics").status());
      assertEquals("left 0", ask(jvm, "collected"), "class loaders of the agent");
    }
  }

  @OnTwoJdks
  void attachAndDetachUnderLoadTroubleNobodyAndRecordNothingWrong(Jdk jdk) throws IOException {
    try (JvmProcess jvm = JvmProcess.on(jdk).start("BusySockets", THREADS)) {
      jvm.awaitOut("ready");
      for (int i = 0; i < TIMES_UNDER_LOAD; i++) {
        run(jdk, "attach", jvm);
        Report report = Await.until(20, () -> Cli.report(jdk, jvm), r -> r.closes().total() > 0);
        for (String close : report.closes().counts().keySet()) {
          assertTrue(
              close.matches("(client|unknown) local fin|(server|unknown) remote fin"), close);
        }
        assertEquals(0, report.errors(), report::toString);
        run(jdk, "detach", jvm);
        assertEquals(List.of(), AgentThreads.of(jvm), "time " + i);
        assertEquals(0, descriptors(jvm).getOrDefault("netlink", 0));
      }
      assertEquals(0, Await.until(20, () -> agentLoaders(jdk, jvm), left -> left == 0));
      jvm.send("stop");
      assertEquals("stopped none", jvm.awaitOut("stopped "));
    }
  }

  /** The agent's class loaders that remain after a full collection, as the JVM reports them. */
  private static long agentLoaders(Jdk jdk, JvmProcess jvm) {
    Command.Result histogram =
        Command.run(jdk.jcmd().toString(), Long.toString(jvm.pid()), "GC.class_histogram");
    assertEquals(0, histogram.status(), histogram::toString);
    return histogram.out().lines().filter(line -> line.contains("CoreClassLoader")).count();
  }

  private static void load(Path agent, JvmProcess jvm) {
    int before = digestersOf(jvm);
    AttachedAgent.load(jvm, agent, String.join(",", InstrumentedClasses.names()));
    Await.until(20, () -> digestersOf(jvm), loaded -> loaded > before);
  }

  private static int digestersOf(JvmProcess jvm) {
    return (int) jvm.out().stream().filter("digesting"::equals).count();
  }

  private static void run(Jdk jdk, String command, JvmProcess jvm) {
    expectDone(Cli.run(jdk, command, Long.toString(jvm.pid())), jvm);
  }

  private static void run(Jdk jdk, String command, JvmProcess jvm, String options) {
    expectDone(Cli.run(jdk, command, Long.toString(jvm.pid()), options), jvm);
  }

  private static void expectDone(Command.Result result, JvmProcess jvm) {
    assertEquals(0, result.status(), () -> result + "\n" + jvm);
  }

  /** Sends a question and returns the line that answers it. */
  private static String ask(JvmProcess jvm, String question) {
    List<String> lines = converse(jvm, question);
    return lines.get(lines.size() - 1);
  }

  private static Map<String, String> digests(JvmProcess jvm, String question) {
    Map<String, String> digests = new TreeMap<>();
    for (String line : converse(jvm, question)) {
      String[] words = line.split(" ");
      if (words[0].equals("digest")) {
        digests.put(words[1], words[2]);
      }
    }
    return digests;
  }

  private static List<String> converse(JvmProcess jvm, String question) {
    int before = jvm.out().size();
    String answer =
        switch (question) {
          case "collected" -> "left ";
          case "use off" -> "unused ";
          case "use on" -> "used";
          default -> question + " ";
        };
    jvm.send(question);
    return Await.until(
        60,
        () -> jvm.out().stream().skip(before).toList(),
        lines -> lines.stream().anyMatch(line -> line.startsWith(answer)));
  }

  /** Open descriptors by what they refer to: a file's path, netlink, or the kind of any other. */
  private static Map<String, Integer> descriptors(JvmProcess jvm) throws IOException {
    Path process = Path.of("/proc/" + jvm.pid());
    List<String> netlink = new ArrayList<>();
    for (String line : Files.readAllLines(process.resolve("net/netlink"))) {
      String[] columns = line.strip().split("\\s+");
      netlink.add("socket:[" + columns[columns.length - 1] + "]");
    }
    Map<String, Integer> descriptors = new TreeMap<>();
    for (String target : OpenDescriptors.of(jvm.pid())) {
      String kind =
          netlink.contains(target)
              ? "netlink"
              : target.startsWith("/") ? target : target.replaceAll(":.*", "");
      descriptors.merge(kind, 1, Integer::sum);
    }
    return descriptors;
  }

  private Path digester() throws IOException {
    return AgentJar.of(folder.resolve("digester.jar"), "Agent-Class", "ClassBytes");
  }
}
