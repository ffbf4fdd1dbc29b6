package io.firstfin.node;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Finds the JVMs among the processes of this host, or of this container. This sends nothing to any
 * of them: an attach would start a thread in a JVM that nobody wants to watch. One thread.
 */
public final class HostJvms {
  /** The name of the agent's thread, which the kernel knows too. */
  private static final String AGENT = "firstfin";

  private final File proc;

  /** By pid and command line, because finding one may open a large jar. */
  private final Map<String, String> springNames = new HashMap<String, String>();

  public HostJvms(File proc) {
    this.proc = proc;
  }

  /** Whether there is procfs. */
  public boolean available() {
    return new File(proc, "self/status").exists();
  }

  /** The number of this process's own network namespace; empty when it cannot be read. */
  public String ownNamespace() {
    return new ProcessFiles(proc, "self").namespace("net");
  }

  /**
   * All JVMs except this process, by ascending pid. Processes of other users are recognised as JVMs
   * by their name only.
   *
   * @param published gives the main class of a process whose command line does not show it; empty
   *     when unknown
   */
  public List<HostJvm> list(UnaryOperator<String> published) {
    String self = new ProcessFiles(proc, "self").status().get("Pid");
    String[] names = proc.list();
    List<HostJvm> jvms = new ArrayList<HostJvm>();
    for (String pid : names == null ? new String[0] : names) {
      if (pid.matches("\\d+") && !pid.equals(self)) {
        ProcessFiles process = new ProcessFiles(proc, pid);
        List<String> words = process.words("cmdline");
        if (isJvm(process, words)) {
          HostJvm jvm = jvm(pid, process, words, published);
          boolean ended = jvm.namespace.isEmpty() && process.status().isEmpty();
          if (!ended) {
            jvms.add(jvm);
          }
        }
      }
    }
    jvms.sort(Comparator.comparingLong(jvm -> Long.parseLong(jvm.pid)));
    return jvms;
  }

  private static boolean isJvm(ProcessFiles process, List<String> words) {
    if (words.isEmpty() || words.get(0).isEmpty()) {
      // A thread of the kernel, or a process that has ended.
      return false;
    }
    String maps = process.text("maps");
    return maps == null
        ? new File(words.get(0)).getName().equals("java")
        : maps.contains("libjvm.so");
  }

  private HostJvm jvm(
      String pid, ProcessFiles process, List<String> words, UnaryOperator<String> published) {
    LauncherWords launcher = new LauncherWords(words);
    String main = launcher.main.isEmpty() ? published.apply(pid) : launcher.main;
    String spring =
        springNames.computeIfAbsent(pid + words, key -> SpringName.of(process, launcher));
    String name = !spring.isEmpty() ? spring : isFile(main) ? new File(main).getName() : main;
    return new HostJvm(pid, main, name, process.namespace("net"), hasAgentThread(process));
  }

  private static boolean isFile(String main) {
    return main.endsWith(".jar") || main.endsWith(".java");
  }

  private static boolean hasAgentThread(ProcessFiles process) {
    String[] threads = process.file("task").list();
    return threads != null
        && Arrays.stream(threads)
            .map(thread -> process.text("task/" + thread + "/comm"))
            .anyMatch(name -> name != null && name.trim().equals(AGENT));
  }
}
