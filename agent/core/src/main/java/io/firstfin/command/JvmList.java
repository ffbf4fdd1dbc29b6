package io.firstfin.command;

import io.firstfin.node.HostJvm;
import io.firstfin.text.Printable;
import io.firstfin.text.Table;
import java.io.PrintStream;
import java.util.List;

/** Which JVMs there are, which of them are watched, and which could be. */
final class JvmList {
  private final Discovery discovery;

  JvmList(Discovery discovery) {
    this.discovery = discovery;
  }

  /** Prints one line for each JVM, but for the first {@code most} only. */
  void print(PrintStream out, int most) throws CommandFailure {
    List<HostJvm> jvms = discovery.list();
    if (jvms.isEmpty()) {
      out.println("There is no JVM that this user can see.");
      return;
    }
    Table table = new Table("rlll");
    table.row("PID", "process", "watched", "");
    for (HostJvm jvm : jvms.subList(0, Math.min(most, jvms.size()))) {
      table.row(jvm.pid, nameOf(jvm), jvm.seemsWatched ? "yes" : "no", note(jvm));
    }
    table.lines().forEach(out::println);
    if (jvms.size() > most) {
      out.println("and " + (jvms.size() - most) + " more");
    }
  }

  /** A name that is safe to print. */
  static String nameOf(HostJvm jvm) {
    return jvm.name.isEmpty() ? "(main class unknown)" : Printable.of(jvm.name);
  }

  private String note(HostJvm jvm) {
    String refusal = discovery.refusal(jvm);
    if (refusal == null) {
      return jvm.seemsWatched ? "" : "can be: java -jar firstfin.jar attach " + jvm.pid;
    }
    return Printable.of(refusal.replaceFirst("^process " + jvm.pid + " ", ""));
  }
}
