package io.firstfin.junit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Attaches the agent by its own command, {@code java -jar firstfin.jar attach PID}. A process of
 * its own does it, because a JVM refuses to attach to itself.
 */
final class AttachCommand implements AgentInThisJvm.Attaching {
  /** Longer than the command takes at most. */
  private static final long MOST_SECONDS = 40;

  private static final File SELF = new File("/proc/self");

  /** What suits a test: every stack is read and kept whole, and no other output disturbs. */
  private static final Map<String, String> OPTIONS = new LinkedHashMap<String, String>();

  static {
    OPTIONS.put("stack.budget", "all");
    OPTIONS.put("stack.depth", "32");
    OPTIONS.put("top", "1000");
    OPTIONS.put("log", "off");
    OPTIONS.put("jfr", "off");
    OPTIONS.put("registry", "off");
  }

  @Override
  public void attach() {
    if (!SELF.exists()) {
      throw new NotWatched("it watches JVMs on Linux only");
    }
    List<String> command = new ArrayList<String>();
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    // Its whole life is a second: what makes a start faster is worth more than fast code.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-jar");
    command.add(jar().getPath());
    command.add("attach");
    try {
      command.add(SELF.getCanonicalFile().getName());
      command.addAll(options(System.getProperties(), System.getenv()));
      run(command);
    } catch (IOException e) {
      throw new NotWatched("no agent could be attached: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotWatched("interrupted while the agent was attached");
    }
  }

  /** The options that the user has not set, because an argument wins over all other places. */
  static List<String> options(Map<?, ?> properties, Map<String, String> environment) {
    List<String> options = new ArrayList<String>();
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      String key = "firstfin." + option.getKey();
      String variable = key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      if (!properties.containsKey(key) && !environment.containsKey(variable)) {
        options.add(option.getKey() + "=" + option.getValue());
      }
    }
    return options;
  }

  private static File jar() {
    try {
      CodeSource source =
          Class.forName(AgentInThisJvm.LAUNCHER, false, AttachCommand.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return new File(source.getLocation().toURI());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new NotWatched(
          "firstfin.jar is not on the class path of the tests: add the artifact"
              + " io.firstfin:firstfin, or -javaagent:firstfin.jar to the arguments of their JVM");
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Both would make it print a line of the JVM's own, or start an agent in it.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder said = new StringBuilder();
    Thread reader = new Thread(() -> read(process, said), "firstfin-junit-attach");
    reader.setDaemon(true);
    reader.start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new NotWatched("the attach command did not end within " + MOST_SECONDS + " s");
    }
    reader.join(TimeUnit.SECONDS.toMillis(1));
    if (process.exitValue() != 0) {
      synchronized (said) {
        throw new NotWatched(said.toString().replaceFirst("^firstfin: ", "").trim());
      }
    }
  }

  /** Keeps the first line, which says what went wrong. */
  private static void read(Process process, StringBuilder said) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (said) {
          if (said.length() == 0) {
            said.append(line);
          }
        }
      }
    } catch (IOException e) {
      // The process was ended; what it has said is enough.
      return;
    }
  }
}
