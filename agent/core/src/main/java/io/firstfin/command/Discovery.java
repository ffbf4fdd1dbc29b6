package io.firstfin.command;

import io.firstfin.node.HostJvm;
import io.firstfin.node.HostJvms;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the JVMs that a command can be about, and sends nothing to any of them. */
final class Discovery {
  private final TargetJvms jvms;
  private final ProcessCheck check;
  private final String jarPath;
  private final HostJvms host;

  /** Main classes by pid; null before they are needed. */
  private Map<String, String> published;

  Discovery(TargetJvms jvms, ProcessCheck check, String jarPath, HostJvms host) {
    this.jvms = jvms;
    this.check = check;
    this.jarPath = jarPath;
    this.host = host;
  }

  /**
   * All JVMs except the commands of this jar.
   *
   * @throws CommandFailure where there is neither procfs nor the JDK's attach API
   */
  List<HostJvm> list() throws CommandFailure {
    published = null;
    String own = new File(jarPath).getName();
    List<HostJvm> others = new ArrayList<HostJvm>();
    for (HostJvm jvm : host.available() ? host.list(this::published) : listed()) {
      if (!new File(jvm.main).getName().equals(own)) {
        others.add(jvm);
      }
    }
    return others;
  }

  /** The number of this process's network namespace. */
  String ownNamespace() throws CommandFailure {
    String own = host.ownNamespace();
    if (own.isEmpty()) {
      throw new CommandFailure("--all needs /proc, which this process cannot read");
    }
    return own;
  }

  /** Why a JVM cannot be attached to, in one line; null when it can be. */
  String refusal(HostJvm jvm) {
    try {
      check.check(jvm.pid, jarPath);
    } catch (CommandFailure e) {
      return e.getMessage();
    }
    return jvm.namespace.isEmpty() && host.available()
        ? "process " + jvm.pid + " is closed to this user: run this command as its user or as root"
        : null;
  }

  /** The main class that a JVM publishes (hsperfdata); empty when unknown. */
  private String published(String pid) {
    if (published == null) {
      published = new HashMap<String, String>();
      try {
        jvms.list().forEach(entry -> published.put(entry.pid, entry.main));
      } catch (CommandFailure e) {
        // Without the attach API there are command lines only.
      }
    }
    String main = published.get(pid);
    return main == null ? "" : main;
  }

  private List<HostJvm> listed() throws CommandFailure {
    List<HostJvm> listed = new ArrayList<HostJvm>();
    jvms.list().forEach(entry -> listed.add(HostJvm.known(entry.pid, entry.main)));
    return listed;
  }
}
