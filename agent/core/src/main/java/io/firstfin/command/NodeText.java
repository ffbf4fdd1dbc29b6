package io.firstfin.command;

import io.firstfin.diagnose.Words;
import io.firstfin.node.SocketGroup;
import io.firstfin.report.Page;
import io.firstfin.text.Numbers;
import io.firstfin.text.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All JVMs of a host as text for people: a table, and below it what the table cannot say. */
final class NodeText {
  private static final int GROUPS_SHOWN = 10;

  private final Node node;
  private final String attach;
  private final Page page;

  private NodeText(Node node, String jarPath, Page page) {
    this.node = node;
    this.attach = "java -jar " + jarPath + " attach ";
    this.page = page;
  }

  /**
   * The text in lines.
   *
   * @param jarPath the jar in the commands that the text names
   * @param page an empty one
   */
  static String render(Node node, String jarPath, Page page) {
    NodeText text = new NodeText(node, jarPath, page);
    text.headline();
    text.table();
    text.reasons("No answer:", NodeJvm::isSilent, jvm -> jvm.answer.silence);
    node.namespaces.forEach(text::timeWait);
    text.unwatched();
    text.reasons("Cannot be watched:", NodeJvm::isOutOfReach, jvm -> jvm.refusal);
    return page.toString();
  }

  private void headline() {
    List<NodeJvm> jvms = node.jvms();
    String where = node.everyNamespace ? "all network namespaces" : "this network namespace";
    if (jvms.isEmpty()) {
      page.line("There is no JVM in " + where + " that this user can look into.");
      return;
    }
    long watched = jvms.stream().filter(NodeJvm::isWatched).count();
    page.line(
        Words.count(jvms.size(), "JVM") + " in " + where + ", " + watched + " watched",
        Page.Colour.BOLD);
    page.line("");
  }

  private void table() {
    List<NodeJvm> jvms = node.jvms();
    if (jvms.isEmpty()) {
      return;
    }
    List<String> lines = new NodeTable(node).lines(page.width);
    page.line(lines.get(0), Page.Colour.DIM);
    for (int i = 0; i < jvms.size(); i++) {
      boolean warns = NodeTable.warns(jvms.get(i));
      page.line(lines.get(i + 1), warns ? Page.Colour.RED : Page.Colour.PLAIN);
    }
  }

  private void timeWait(NodeNamespace namespace) {
    boolean own = namespace == node.namespaces.get(0);
    String where = own ? "this network namespace" : "network namespace " + namespace.id;
    String heading = "TIME_WAIT of " + where + ": ";
    page.line("");
    if (namespace.timeWait <= 0) {
      wrapped(heading + (namespace.timeWait == 0 ? "0." : "unknown (" + namespace.problem + ")."));
      return;
    }
    int others = namespace.timeWaitOfOthers();
    String rest =
        others == 0
            ? "."
            : ", no watched JVM "
                + Numbers.count(others)
                + (namespace.isSilent() ? " (or one without an answer):" : ":");
    wrapped(
        heading
            + Numbers.count(namespace.timeWait)
            + ". Of these, watched JVMs have "
            + Numbers.count(namespace.timeWait - others)
            + rest);
    if (others > 0) {
      groups(namespace);
    }
  }

  private void groups(NodeNamespace namespace) {
    Comparator<Map.Entry<SocketGroup, Integer>> order =
        Map.Entry.<SocketGroup, Integer>comparingByValue().reversed();
    List<Map.Entry<SocketGroup, Integer>> groups =
        namespace.rest.entrySet().stream()
            .sorted(order.thenComparing(group -> nameOf(group.getKey())))
            .collect(Collectors.toList());
    Table table = new Table("rl");
    for (int i = 0; i < Math.min(GROUPS_SHOWN, groups.size()); i++) {
      Map.Entry<SocketGroup, Integer> group = groups.get(i);
      table.row(Numbers.count(group.getValue()), nameOf(group.getKey()));
    }
    table.lines().forEach(line -> page.line("  " + line));
    if (groups.size() > GROUPS_SHOWN) {
      page.line("  and " + Numbers.count(groups.size() - GROUPS_SHOWN) + " more");
    }
    if (namespace.unassigned > 0) {
      wrapped(
          "Up to "
              + Numbers.count(namespace.unassigned)
              + " of the sockets in this list are those of a watched JVM with more destinations"
              + " than its report names (option top).");
    }
  }

  private static String nameOf(SocketGroup group) {
    return group.listeningPort == 0
        ? "towards " + group.remote
        : "of the listening port " + group.listeningPort;
  }

  private void unwatched() {
    List<String> pids = pids(NodeJvm::canBeWatched);
    if (pids.isEmpty()) {
      return;
    }
    page.line("");
    wrapped("Not watched, but can be: " + String.join(", ", pids));
    page.line("  " + attach + pids.get(0));
    if (pids.size() > 1) {
      page.line("  " + attach + "--all" + (node.everyNamespace ? " --namespaces" : ""));
    }
  }

  private List<String> pids(Predicate<NodeJvm> which) {
    return node.jvms().stream().filter(which).map(jvm -> jvm.host.pid).collect(Collectors.toList());
  }

  private void reasons(String heading, Predicate<NodeJvm> which, Function<NodeJvm, String> reason) {
    List<NodeJvm> jvms = node.jvms();
    jvms.addAll(node.hidden);
    jvms.removeIf(which.negate());
    if (jvms.isEmpty()) {
      return;
    }
    page.line("");
    page.line(heading);
    for (NodeJvm jvm : jvms) {
      page.wrapped("  ", reason.apply(jvm), Page.Colour.PLAIN);
    }
  }

  private void wrapped(String paragraph) {
    page.wrapped("", paragraph, Page.Colour.PLAIN);
  }
}
