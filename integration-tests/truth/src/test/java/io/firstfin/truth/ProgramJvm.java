package io.firstfin.truth;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.TestKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of the truth test: either the one with the agent, or its peer without. */
final class ProgramJvm implements AutoCloseable {
  private static final String KEYS = "keys.p12";

  private final Process process;
  private final BufferedReader out;
  private final Path scratch;
  final Map<Integer, String> ports = new HashMap<>();
  private final Map<String, String> facts = new HashMap<>();

  private ProgramJvm(Process process, Path scratch) {
    this.process = process;
    this.out = process.inputReader();
    this.scratch = scratch;
  }

  /** The files that were built. */
  record Places(Path jar, String classPath) {}

  /** A program and its arguments, some of which name the key store. */
  interface Program {
    List<String> with(Path keys, String password);
  }

  /**
   * The JVM with the agent, in a network namespace of its own.
   *
   * @param network the command that ends its setup
   */
  static ProgramJvm watched(Jdk jdk, Places places, String network, Program program)
      throws IOException {
    Path scratch = Files.createTempDirectory("firstfin-truth");
    TestKeys.make(
        Path.of(System.getProperty("java.home"), "bin", "keytool"), scratch.resolve(KEYS));
    List<String> command =
        unshared(
            "ip link set lo up && echo 2000000 > /proc/sys/net/ipv4/tcp_max_tw_buckets && "
                + network);
    command.addAll(java(jdk, places, List.of("-javaagent:" + places.jar + "=log=off,top=1000")));
    command.addAll(program.with(scratch.resolve(KEYS), TestKeys.PASSWORD));
    return start(command, scratch);
  }

  /** A JVM without the agent in this one's network namespace, with the same keys. */
  ProgramJvm peer(Jdk jdk, Places places, Program program) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid()), "--net", "--"));
    command.addAll(java(jdk, places, List.of()));
    command.addAll(program.with(scratch.resolve(KEYS), TestKeys.PASSWORD));
    return start(command, Files.createTempDirectory("firstfin-truth-peer"));
  }

  /**
   * A JVM without the agent in a network namespace of its own, with the same keys.
   *
   * @param address becomes that of {@link PeerNetwork#PEERS_DEVICE}
   */
  ProgramJvm peerElsewhere(Jdk jdk, Places places, String address, Program program)
      throws IOException {
    String device = PeerNetwork.PEERS_DEVICE;
    List<String> command =
        unshared(
            "echo unshared && read -r moved && ip link set lo up && ip addr add "
                + (address + "/24 dev " + device)
                + (" && ip link set " + device + " up"));
    command.addAll(java(jdk, places, List.of()));
    command.addAll(program.with(scratch.resolve(KEYS), TestKeys.PASSWORD));
    ProgramJvm peer = start(command, Files.createTempDirectory("firstfin-truth-peer"));
    peer.await("unshared");
    Command.Result moved =
        Command.run(
            "nsenter",
            "-t",
            Long.toString(pid()),
            "--net",
            "--",
            "ip",
            "link",
            "set",
            device,
            "netns",
            Long.toString(peer.pid()));
    if (moved.status() != 0) {
      peer.close();
      throw new IOException("the peer has no network: " + moved);
    }
    peer.begin();
    return peer;
  }

  /** Runs what is added to it in a network namespace of its own, after the commands of a shell. */
  private static List<String> unshared(String setup) {
    return new ArrayList<>(
        List.of("unshare", "--net", "sh", "-c", setup + " && exec \"$@\"", "sh"));
  }

  private static List<String> java(Jdk jdk, Places places, List<String> more) throws IOException {
    int feature = jdk.feature();
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-Xmx512m"));
    command.addAll(more);
    // For Netty: no probing of the JVM's internals, and no warnings about them.
    command.add("-Dio.netty.machineId=02:00:00:00:00:00:00:01");
    command.add("-Dio.netty.noUnsafe=true");
    if (feature >= 9) {
      command.add("--add-opens=java.base/java.net=ALL-UNNAMED");
      command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
      command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }
    if (feature >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", places.classPath));
    return command;
  }

  private static ProgramJvm start(List<String> command, Path scratch) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().keySet().removeIf(name -> name.startsWith("FIRSTFIN_"));
    builder.redirectError(scratch.resolve("stderr").toFile());
    return new ProgramJvm(builder.start(), scratch);
  }

  long pid() {
    return process.pid();
  }

  /** Reads the program's output up to this line. */
  void await(String line) throws IOException {
    for (String said; (said = out.readLine()) != null; ) {
      String[] words = said.split(" ", 3);
      if (words[0].equals("port")) {
        ports.put(Integer.parseInt(words[1]), words[2]);
      } else if (words.length == 2) {
        facts.put(words[0], words[1]);
      }
      if (said.equals(line)) {
        return;
      }
    }
    throw new IOException("the program failed:\n" + errors());
  }

  /** Starts the work of the program, which waits for this. */
  void begin() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  String fact(String name) {
    return facts.get(name);
  }

  String errors() throws IOException {
    return Files.readString(scratch.resolve("stderr"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      for (String file : List.of("stderr", KEYS)) {
        Files.deleteIfExists(scratch.resolve(file));
      }
      Files.delete(scratch);
    } catch (IOException e) {
      System.err.println("truth: " + scratch + " left behind");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
