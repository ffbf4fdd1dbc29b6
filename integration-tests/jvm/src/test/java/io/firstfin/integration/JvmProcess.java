package io.firstfin.integration;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A JVM that runs one of the programs under {@code com.example.workload}, or an application's jar.
 * It is killed on close.
 */
final class JvmProcess implements AutoCloseable {
  static final Path JAR = Path.of(property("firstfin.jar")).toAbsolutePath().normalize();

  /** The class path of the programs, which has only folders. */
  static final String PROGRAMS = property("firstfin.programs");

  /**
   * A Spring application needs 12 s of a processor to start, which can take long on a busy machine.
   */
  private static final int LINE_SECONDS = 300;

  private static final int END_SECONDS = 30;

  private final Process process;
  private final boolean mayMeetErrors;
  private final Lines out;
  private final Lines err;

  private JvmProcess(Process process, boolean mayMeetErrors) {
    this.process = process;
    this.mayMeetErrors = mayMeetErrors;
    this.out = new Lines("stdout", process.getInputStream());
    this.err = new Lines("stderr", process.getErrorStream());
  }

  static Builder on(Jdk jdk) {
    return new Builder(jdk);
  }

  long pid() {
    return process.pid();
  }

  /** Waits for a line of standard output that begins with this, and returns the line. */
  String awaitOut(String prefix) {
    return out.await(line -> line.startsWith(prefix), "begins with '" + prefix + "'", this);
  }

  /** Waits for a line of standard error that contains the text, and returns the line. */
  String awaitErr(String text) {
    return err.await(line -> line.contains(text), "holds '" + text + "'", this);
  }

  List<String> out() {
    return out.all();
  }

  List<String> err() {
    return err.all();
  }

  void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(toString(), e);
    }
  }

  /** Ends the program by closing its standard input, and returns its exit status. */
  int end() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The program has ended by itself.
    }
    return awaitExit();
  }

  int awaitExit() {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + END_SECONDS + " s: " + this);
      }
      out.awaitEnd();
      err.awaitEnd();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      if (!mayMeetErrors) {
        Unharmed.assertHealthy(this);
      }
    } finally {
      kill();
    }
    if (!mayMeetErrors) {
      Unharmed.assertNoErrorLogged(this);
    }
  }

  private void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "JVM " + process.pid() + "\nstdout: " + out.all() + "\nstderr: " + err.all();
  }

  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("run by mvn verify, which sets -D" + name);
    }
    return value;
  }

  static final class Builder {
    private final Jdk jdk;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> mounts = new ArrayList<>();
    private final List<String> prefix = new ArrayList<>();
    private String classPath = PROGRAMS;
    private long neighbour = -1;
    private boolean reachable;
    private boolean mayMeetErrors;

    private Builder(Jdk jdk) {
      this.jdk = jdk;
    }

    /** Starts with the agent; the text after {@code =} may be empty. */
    Builder agent(String agentOptions) {
      return agent(JAR, agentOptions);
    }

    Builder agent(Path jar, String agentOptions) {
      return option("-javaagent:" + jar + (agentOptions.isEmpty() ? "" : "=" + agentOptions));
    }

    /** Used instead of {@link #PROGRAMS}. */
    Builder classPath(String path) {
      classPath = path;
      return this;
    }

    /** Because the test makes the agent fail. */
    Builder mayMeetErrors() {
      mayMeetErrors = true;
      return this;
    }

    /** Without a network namespace of its own, so that the test can connect to it. */
    Builder reachable() {
      reachable = true;
      return this;
    }

    Builder option(String option) {
      options.add(option);
      return this;
    }

    Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /**
     * Sets a file below /proc/sys in the JVM's own network namespace; without such a namespace it
     * does nothing.
     */
    Builder setting(String file, String value) {
      settings.put(file, value);
      return this;
    }

    /**
     * Makes a directory empty for the JVM, and forbids to execute files in it; {@code $$} stands
     * for its process id.
     */
    Builder mask(String directory) {
      mounts.add("mount -t tmpfs -o noexec none \"" + directory + '"');
      return this;
    }

    /** Nothing can be written to {@code /dev/shm}. */
    Builder withoutSharedMemory() {
      mounts.add("mount --bind /dev/shm /dev/shm && mount -o remount,ro,bind /dev/shm");
      return this;
    }

    /**
     * Makes the file system read-only for the JVM, including its temporary and home directories.
     */
    Builder readOnly() {
      mounts.add(
          "for m in / /tmp \"$HOME\"; do"
              + " if mountpoint -q \"$m\"; then mount -o remount,ro,bind \"$m\" || exit; fi; done");
      return this;
    }

    /** Puts a command before that of the JVM; the command starts the JVM. */
    Builder through(List<String> command) {
      prefix.addAll(command);
      return this;
    }

    /** Runs in the network namespace of another JVM. */
    Builder beside(JvmProcess other) {
      neighbour = other.pid();
      return this;
    }

    JvmProcess start(String program, Object... arguments) {
      List<String> what = new ArrayList<>();
      if (jdk.feature() >= 9) {
        what.add("--add-opens=java.base/java.net=ALL-UNNAMED");
        what.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        what.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
      }
      what.addAll(List.of("-cp", classPath, "com.example.workload." + program));
      return start(what, arguments);
    }

    /** Runs an application's jar, as its users do. */
    JvmProcess startJar(Path jar, Object... arguments) {
      return start(List.of("-jar", jar.toString()), arguments);
    }

    /** Compiles a source file and runs it in one JVM, which Java 11 and later can. */
    JvmProcess startSource(Path source, Object... arguments) {
      return start(List.of(source.toString()), arguments);
    }

    private JvmProcess start(List<String> what, Object... arguments) {
      List<String> command = new ArrayList<>(prefix);
      command.add(jdk.java().toString());
      // Small, and the same on every machine.
      command.add("-Xmx256m");
      command.addAll(options);
      command.addAll(what);
      for (Object argument : arguments) {
        command.add(argument.toString());
      }
      ProcessBuilder builder =
          new ProcessBuilder(
              reachable
                  ? command
                  : neighbour < 0
                      ? NetworkNamespace.wrap(command, settings, mounts)
                      : NetworkNamespace.wrap(command, neighbour));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().remove("JDK_JAVA_OPTIONS");
      builder.environment().keySet().removeIf(name -> name.startsWith("FIRSTFIN_"));
      builder.environment().putAll(environment);
      try {
        return new JvmProcess(builder.start(), mayMeetErrors);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads the lines of a stream as they come. */
  private static final class Lines {
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    Lines(String name, InputStream stream) {
      this.name = name;
      reader = new Thread(() -> read(stream), name);
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream stream) {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line; (line = in.readLine()) != null; ) {
          synchronized (this) {
            lines.add(line);
            notifyAll();
          }
        }
      } catch (IOException e) {
        // The process was killed; the lines that it printed before remain.
      }
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }

    synchronized List<String> all() {
      return List.copyOf(lines);
    }

    void awaitEnd() throws InterruptedException {
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    }

    String await(Predicate<String> wanted, String description, JvmProcess process) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINE_SECONDS);
      synchronized (this) {
        int next = 0;
        while (true) {
          while (next < lines.size()) {
            String line = lines.get(next++);
            if (wanted.test(line)) {
              return line;
            }
          }
          long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (ended || millis <= 0) {
            break;
          }
          try {
            wait(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            break;
          }
        }
      }
      throw new AssertionError("no line of " + name + " that " + description + ": " + process);
    }
  }
}
