package io.firstfin.command;

import io.firstfin.Version;
import io.firstfin.text.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/** {@code attach --all}: starts the agent in each JVM that is not watched, after a question. */
final class AttachAll {
  /** A start takes a JVM about a second of a processor, which its neighbours need too. */
  private static final int AT_A_TIME = 4;

  private final Agents agents;
  private final String jarPath;
  private final PrintStream out;
  private final PrintStream err;

  AttachAll(Agents agents, String jarPath, PrintStream out, PrintStream err) {
    this.agents = agents;
    this.jarPath = jarPath;
    this.out = out;
    this.err = err;
  }

  /**
   * Says what would happen, asks, and does it.
   *
   * @param options the agent's arguments
   * @param consent whom to ask; null when nobody need be asked
   * @return whether all JVMs are watched now by the agent of this version
   */
  boolean run(Node node, String options, Consent consent) {
    List<String> failures = failures(node, options);
    List<NodeJvm> targets = node.jvms();
    targets.removeIf(jvm -> !jvm.canBeWatched());
    if (targets.isEmpty()) {
      out.println("There is no JVM to attach to.");
    } else {
      plan(targets, options);
      if (consent != null && !consent.ask("Attach? [y/N] ")) {
        out.println("Nothing was attached.");
        return false;
      }
      failures.addAll(attach(targets, options));
    }
    for (String failure : failures) {
      err.println("firstfin: " + failure);
    }
    return failures.isEmpty();
  }

  /** Why JVMs will not be watched as it is asked for, one line for each. */
  private List<String> failures(Node node, String options) {
    List<NodeJvm> all = node.jvms();
    all.addAll(node.hidden);
    List<String> failures = new ArrayList<String>();
    for (NodeJvm jvm : all) {
      if (jvm.isSilent()) {
        failures.add(jvm.answer.silence);
      } else if (jvm.isOutOfReach()) {
        failures.add(jvm.refusal);
      } else if (jvm.isWatched()) {
        String running = jvm.report().picture.agent.version;
        String watched = "process " + jvm.host.pid + " is watched ";
        if (running.equals(Version.text())) {
          String note = options.isEmpty() ? "" : "; the options have no effect there";
          out.println(watched + "already" + note);
        } else {
          failures.add(watched + "by FirstFIN " + running + " already: detach first");
        }
      }
    }
    return failures;
  }

  private void plan(List<NodeJvm> targets, String options) {
    String jvms = targets.size() == 1 ? "this JVM" : "these " + targets.size() + " JVMs";
    out.println("FirstFIN " + Version.text() + " will watch " + jvms + ":");
    Table table = new Table("rl");
    for (NodeJvm jvm : targets) {
      table.row(jvm.host.pid, JvmList.nameOf(jvm.host));
    }
    table.lines().forEach(line -> out.println("  " + line));
    out.println("jar: " + jarPath);
    out.println("options: " + (options.isEmpty() ? "none" : options));
  }

  private List<String> attach(List<NodeJvm> targets, String options) {
    Semaphore places = new Semaphore(AT_A_TIME);
    Map<String, FutureTask<String>> starts = new LinkedHashMap<String, FutureTask<String>>();
    for (NodeJvm jvm : targets) {
      String pid = jvm.host.pid;
      starts.put(pid, DaemonTask.start(() -> start(pid, options, places)));
    }
    List<String> failures = new ArrayList<String>();
    starts.forEach(
        (pid, start) -> {
          try {
            out.println(pid + ": " + start.get());
          } catch (ExecutionException e) {
            boolean explained = e.getCause() instanceof CommandFailure;
            failures.add(
                explained
                    ? e.getCause().getMessage()
                    : "process " + pid + " cannot be attached to: " + e.getCause());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add("process " + pid + " was not waited for");
          }
        });
    return failures;
  }

  private String start(String pid, String options, Semaphore places)
      throws CommandFailure, InterruptedException {
    places.acquire();
    try {
      return agents.command(pid, channel -> channel.start(options));
    } finally {
      places.release();
    }
  }
}
