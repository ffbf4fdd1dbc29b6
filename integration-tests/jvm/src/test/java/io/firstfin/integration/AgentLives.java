package io.firstfin.integration;

import io.firstfin.support.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a JVM keeps of an agent that was attached and detached, life after life: of FirstFIN, of an
 * agent that gives the classes that FirstFIN instruments their own bytes again, and of one that
 * does nothing. Their heaps have a fixed size and are resident from the beginning.
 */
final class AgentLives implements AutoCloseable {
  /** Until then the JVM compiles, and fills what it uses again. */
  private static final int LIVES_BEFORE_BASE = 60;

  private static final int LIVES_A_ROW = 10;
  private static final int CLOSES_PER_SECOND = 20;

  private final List<Kind> kinds = new ArrayList<>();

  /** A kind of agent, and the JVM that it is attached to. */
  private static final class Kind {
    final String name;
    final Consumer<JvmProcess> begin;
    final Consumer<JvmProcess> end;
    final SoakedJvm service;
    long base;
    long now;

    Kind(Jdk jdk, String name, Consumer<JvmProcess> begin, Consumer<JvmProcess> end) {
      this.name = name;
      this.begin = begin;
      this.end = end;
      service =
          new SoakedJvm(
              JvmProcess.on(jdk)
                  .option("-Xms64m")
                  .option("-Xmx64m")
                  .option("-XX:+AlwaysPreTouch")
                  .option("-XX:+UseSerialGC"),
              CLOSES_PER_SECOND,
              1);
      service.await(service.send("go"));
    }

    void live() {
      begin.accept(service.jvm);
      end.accept(service.jvm);
    }

    void measure() throws IOException {
      service.figures();
      now = service.figures().residentKb();
    }
  }

  private AgentLives(Jdk jdk, Path folder) throws IOException {
    Path other = AgentJar.of(folder.resolve("retransforming.jar"), "Agent-Class", "Retransforming");
    String classes = String.join(",", InstrumentedClasses.names());
    kinds.add(
        new Kind(
            jdk, "FirstFIN", jvm -> AttachedAgent.attach(jvm, "log=off"), AttachedAgent::detach));
    kinds.add(
        new Kind(
            jdk,
            "retransforming",
            jvm -> AttachedAgent.load(jvm, other, classes),
            jvm -> AttachedAgent.load(jvm, other, "end")));
    Consumer<JvmProcess> nothing = jvm -> AttachedAgent.load(jvm, other, "");
    kinds.add(new Kind(jdk, "nothing", nothing, nothing));
  }

  private void run(int lives) throws IOException {
    System.out.printf("%6s", "lives");
    kinds.forEach(kind -> System.out.printf("  %16s", kind.name));
    System.out.println("   KB resident after a collection");
    for (int life = 1; life <= LIVES_BEFORE_BASE + lives; life++) {
      for (Kind kind : kinds) {
        kind.live();
        if (life % LIVES_A_ROW == 0) {
          kind.measure();
        }
        if (life == LIVES_BEFORE_BASE) {
          kind.base = kind.now;
        }
      }
      if (life % LIVES_A_ROW == 0) {
        System.out.printf("%6d", life);
        kinds.forEach(kind -> System.out.printf("  %,16d", kind.now));
        System.out.println();
      }
    }
    System.out.printf("%6s", "each");
    kinds.forEach(kind -> System.out.printf("  %,16.1f", (kind.now - kind.base) / (double) lives));
    System.out.println();
  }

  @Override
  public void close() {
    kinds.forEach(kind -> kind.service.jvm.close());
  }

  /** {@code LIVES JDK_HOME}. */
  public static void main(String[] arguments) throws IOException {
    Jdk jdk = Jdk.at(Path.of(arguments[1]));
    System.out.println(jdk);
    try (AgentLives agents = new AgentLives(jdk, Files.createTempDirectory("firstfin"))) {
      Runtime.getRuntime().addShutdownHook(new Thread(agents::close, "stop"));
      agents.run(Integer.parseInt(arguments[0]));
    }
  }
}
