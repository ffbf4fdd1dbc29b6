package io.firstfin.command;

import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Severity;
import io.firstfin.picture.Descriptors;
import io.firstfin.report.Report;
import io.firstfin.text.Numbers;
import io.firstfin.text.Printable;
import io.firstfin.text.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One line for each JVM of a host. */
final class NodeTable {
  private static final int SHORTEST_NAME = 16;

  private final Node node;
  private final List<NodeJvm> jvms;

  NodeTable(Node node) {
    this.node = node;
    this.jvms = node.jvms();
  }

  /**
   * The head, and a line for each of {@link Node#jvms()}. Names are cut so that lines fit into a
   * width, as far as that can be.
   */
  List<String> lines(int width) {
    int others = 0;
    for (String line : table(0).lines()) {
      others = Math.max(others, line.length());
    }
    return table(Math.max(SHORTEST_NAME, width - others)).lines();
  }

  private Table table(int nameWidth) {
    Table table = new Table(node.everyNamespace ? "rlrrrrl" : "rlrrrl");
    row(
        table,
        "network",
        "PID",
        cut("process", nameWidth),
        "TIME_WAIT",
        "CLOSE_WAIT",
        "descriptors",
        "first finding");
    for (NodeNamespace namespace : node.namespaces) {
      for (NodeJvm jvm : namespace.jvms) {
        row(
            table,
            namespace.id,
            jvm.host.pid,
            cut(nameOf(jvm), nameWidth),
            Numbers.count(jvm.timeWait()),
            Numbers.count(jvm.closeWait),
            descriptors(jvm.descriptors),
            finding(jvm));
      }
    }
    return table;
  }

  /** Adds a row; its first cell is shown only where there can be several namespaces. */
  private void row(Table table, String namespace, String... others) {
    List<String> cells = new ArrayList<String>(Arrays.asList(others));
    if (node.everyNamespace) {
      cells.add(2, namespace);
    }
    table.row(cells.toArray(new String[0]));
  }

  /** Whether the finding of a JVM is a warning. */
  static boolean warns(NodeJvm jvm) {
    Report report = jvm.report();
    return report != null
        && !report.findings.isEmpty()
        && report.findings.get(0).severity == Severity.WARNING;
  }

  static String nameOf(NodeJvm jvm) {
    return JvmList.nameOf(jvm.host);
  }

  /** The end of a name says more than its beginning. */
  private static String cut(String name, int width) {
    if (name.length() <= width) {
      return name;
    }
    if (width < SHORTEST_NAME) {
      return "";
    }
    String end = name.substring(name.length() - width + 3);
    return "..." + (end.startsWith(".") ? end.substring(1) : end);
  }

  private static String descriptors(Descriptors descriptors) {
    String limit = descriptors.limit < 0 ? "" : " of " + Numbers.count(descriptors.limit);
    return Numbers.count(descriptors.taken) + (descriptors.taken < 0 ? "" : limit);
  }

  private static String finding(NodeJvm jvm) {
    if (!jvm.isWatched()) {
      return jvm.refusal == null ? "not watched" : "cannot be watched";
    }
    if (jvm.report() == null) {
      return "no answer";
    }
    List<Finding> findings = jvm.report().findings;
    if (findings.isEmpty()) {
      return "none";
    }
    Finding first = findings.get(0);
    String severity = first.severity == Severity.WARNING ? "WARNING " : "info ";
    String subject = first.subject.equals(Finding.PROCESS) ? "" : " " + first.subject;
    String more = findings.size() == 1 ? "" : ", " + (findings.size() - 1) + " more";
    return Printable.of(severity + first.id + subject + more);
  }
}
