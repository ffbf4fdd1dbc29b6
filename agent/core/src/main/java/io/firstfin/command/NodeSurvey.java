package io.firstfin.command;

import io.firstfin.node.HostJvm;
import io.firstfin.node.NamespaceSockets;
import io.firstfin.picture.Descriptors;
import io.firstfin.text.Reason;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at all JVMs of this host. The agents of those that seem watched and the kernel are asked at
 * the same time, so that their figures fit together. One thread.
 */
final class NodeSurvey {
  /** For each answer, so that a command is done within 3 s where one JVM hangs. */
  static final long ANSWER_MILLIS = 2_000;

  /** Those with the most sockets in TIME_WAIT first, as {@code top} shows them. */
  private static final Comparator<NodeJvm> ORDER =
      Comparator.comparing(NodeJvm::isWatched)
          .thenComparingInt(NodeJvm::timeWait)
          .reversed()
          .thenComparingLong(jvm -> Long.parseLong(jvm.host.pid));

  private final Discovery discovery;
  private final Questions questions;
  private final File proc;

  NodeSurvey(Discovery discovery, Questions questions, File proc) {
    this.discovery = discovery;
    this.questions = questions;
    this.proc = proc;
  }

  /** Looks at the JVMs of this process's network namespace, or of every one. */
  Node take(boolean everyNamespace) throws CommandFailure {
    Map<String, List<HostJvm>> groups = new LinkedHashMap<String, List<HostJvm>>();
    groups.put(discovery.ownNamespace(), new ArrayList<HostJvm>());
    List<NodeJvm> hidden = new ArrayList<NodeJvm>();
    for (HostJvm jvm : discovery.list()) {
      if (jvm.namespace.isEmpty()) {
        String refusal = discovery.refusal(jvm);
        if (!hasEnded(jvm)) {
          hidden.add(new NodeJvm(jvm, null, refusal, -1, Descriptors.UNKNOWN));
        }
      } else if (everyNamespace || groups.containsKey(jvm.namespace)) {
        groups.computeIfAbsent(jvm.namespace, id -> new ArrayList<HostJvm>()).add(jvm);
      }
    }
    return new Node(ask(groups), everyNamespace, hidden);
  }

  private List<NodeNamespace> ask(Map<String, List<HostJvm>> groups) {
    List<FutureTask<NamespaceSockets>> tables = new ArrayList<FutureTask<NamespaceSockets>>();
    List<String> watched = new ArrayList<String>();
    for (List<HostJvm> members : groups.values()) {
      // The first group is this process's own namespace.
      String member = tables.isEmpty() ? "self" : members.get(0).pid;
      tables.add(DaemonTask.start(() -> NamespaceSockets.read(proc, member)));
      for (HostJvm jvm : members) {
        if (jvm.seemsWatched) {
          watched.add(jvm.pid);
        }
      }
    }
    Map<String, AgentAnswer> answers = questions.ask(watched);
    List<NodeNamespace> namespaces = new ArrayList<NodeNamespace>();
    for (Map.Entry<String, List<HostJvm>> group : groups.entrySet()) {
      FutureTask<NamespaceSockets> table = tables.get(namespaces.size());
      namespaces.add(namespace(group.getKey(), group.getValue(), table, answers));
    }
    return namespaces;
  }

  private NodeNamespace namespace(
      String id,
      List<HostJvm> members,
      FutureTask<NamespaceSockets> table,
      Map<String, AgentAnswer> answers) {
    NamespaceSockets sockets = null;
    String problem = null;
    try {
      sockets = table.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      problem = "reading it takes longer than " + ANSWER_MILLIS / 1_000 + " s";
    } catch (ExecutionException e) {
      problem = Reason.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      problem = "interrupted";
    }
    List<NodeJvm> jvms = new ArrayList<NodeJvm>();
    for (HostJvm jvm : members) {
      NodeJvm found = jvm(jvm, answers.get(jvm.pid), sockets);
      if (!hasEnded(jvm)) {
        jvms.add(found);
      }
    }
    jvms.sort(ORDER);
    return new NodeNamespace(id, jvms, sockets, problem);
  }

  /**
   * Whether the process has ended since it was listed. Its neighbours start and end all the time.
   */
  private boolean hasEnded(HostJvm jvm) {
    return proc.isDirectory() && !new File(proc, jvm.pid).exists();
  }

  private NodeJvm jvm(HostJvm jvm, AgentAnswer answer, NamespaceSockets sockets) {
    File process = new File(proc, jvm.pid);
    return new NodeJvm(
        jvm,
        answer,
        answer == null ? discovery.refusal(jvm) : null,
        sockets == null ? -1 : sockets.closeWaitOf(process),
        HostJvm.descriptors(process));
  }
}
