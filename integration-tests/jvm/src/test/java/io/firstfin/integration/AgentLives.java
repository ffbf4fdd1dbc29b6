package io.firstfin.integration;

import io.firstfin.support.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
  private static final String NOTHING = "";

  private final List<Kind> kinds = new ArrayList<>();

  /** A kind of agent, and the JVM that it is attached to. */
  private static final class Kind {
    final String name;
    final Path jar;
    final String begin;
    final String end;
    final SoakedJvm service;
    long base;
    long now;

    Kind(Jdk jdk, String name, Path jar, String begin, String end) {
      this.name = name;
      this.jar = jar;
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
      AttachedAgent.load(service.jvm, jar, begin);
      if (end.equals("command:detach")) {
        AttachedAgent.detach(service.jvm);
      } else {
        AttachedAgent.load(service.jvm, jar, end);
      }
    }

    void measure() throws IOException {
      service.figures();
      now = service.figures().residentKb();
    }
  }

  private AgentLives(Jdk jdk, Path folder) throws IOException {
    Path other = AgentJar.of(folder.resolve("retransforming.jar"), "Agent-Class", "Retransforming");
    kinds.add(new Kind(jdk, "FirstFIN", JvmProcess.JAR, "log=off", "command:detach"));
    String classes =
        String.join(
            ",",
            "sun.nio.ch.NioSocketImpl",
            "java.net.AbstractPlainSocketImpl",
            "java.net.SocketCleanable",
            "sun.nio.ch.SocketChannelImpl",
            "sun.nio.ch.SocketAdaptor",
            "sun.nio.ch.ServerSocketChannelImpl");
    kinds.add(new Kind(jdk, "retransforming", other, classes, "end"));
    kinds.add(new Kind(jdk, "nothing", other, NOTHING, NOTHING));
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
    Path home = Path.of(arguments[1]);
    Jdk jdk = Jdk.all().stream().filter(each -> each.home().equals(home)).findFirst().orElseThrow();
    System.out.println(jdk);
    try (AgentLives agents = new AgentLives(jdk, Files.createTempDirectory("firstfin"))) {
      Runtime.getRuntime().addShutdownHook(new Thread(agents::close, "stop"));
      agents.run(Integer.parseInt(arguments[0]));
    }
  }
}
