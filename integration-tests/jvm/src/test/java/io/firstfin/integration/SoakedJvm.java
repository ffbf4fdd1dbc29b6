package io.firstfin.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JVM that runs {@code Soaked}, and what it answers. */
final class SoakedJvm {
  /** What the JVM takes, or the difference between two. */
  record Figures(long heapKb, long residentKb, int threads, int descriptors, int classes) {
    Figures without(Figures other) {
      return new Figures(
          heapKb - other.heapKb,
          residentKb - other.residentKb,
          threads - other.threads,
          descriptors - other.descriptors,
          classes - other.classes);
    }

    @Override
    public String toString() {
      return "heap %,d KB, resident %,d KB, threads %d, descriptors %d, classes %d"
          .formatted(heapKb, residentKb, threads, descriptors, classes);
    }
  }

  final JvmProcess jvm;
  private int number;
  private int read;

  SoakedJvm(JvmProcess.Builder builder, int closesPerSecond, long seed) {
    jvm = builder.start("Soaked", Ports.block(), closesPerSecond, seed);
    jvm.awaitOut("ready");
  }

  /** Returns the number to wait for. */
  int send(String command) {
    jvm.send(++number + " " + command);
    return number;
  }

  String await(int asked) {
    String answer = jvm.awaitOut("answered " + asked);
    List<String> failures = jvm.out().stream().filter(line -> line.startsWith("failed")).toList();
    if (!failures.isEmpty()) {
      throw new AssertionError("the service has failed: " + failures);
    }
    return answer;
  }

  /** The closes since the load began; the load stands still now. */
  Closes pause() {
    await(send("pause"));
    List<String> out = jvm.out();
    Closes closes = new Closes();
    for (String line : out.subList(read, out.size())) {
      if (line.startsWith("closes ")) {
        int count = line.lastIndexOf(' ');
        closes.add(
            line.substring("closes ".length(), count), Long.parseLong(line.substring(count + 1)));
      }
    }
    read = out.size();
    return closes;
  }

  Figures figures() throws IOException {
    String[] words = await(send("figures")).split(" ");
    return new Figures(
        Long.parseLong(words[2]),
        residentKb(),
        Integer.parseInt(words[3]),
        OpenDescriptors.of(jvm.pid()).size(),
        Integer.parseInt(words[4]));
  }

  private long residentKb() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + jvm.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS");
  }
}
