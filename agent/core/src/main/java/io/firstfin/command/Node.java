package io.firstfin.command;

import java.util.ArrayList;
import java.util.List;

/** The JVMs of this host that a command is about, at one moment. */
final class Node {
  /** This process's own comes first. */
  final List<NodeNamespace> namespaces;

  /** Whether it is about every network namespace, and not about this process's own alone. */
  final boolean everyNamespace;

  /** JVMs into which this user may not look, so that their network namespace is not known. */
  final List<NodeJvm> hidden;

  Node(List<NodeNamespace> namespaces, boolean everyNamespace, List<NodeJvm> hidden) {
    this.namespaces = namespaces;
    this.everyNamespace = everyNamespace;
    this.hidden = hidden;
  }

  /** The JVMs whose namespace is known. */
  List<NodeJvm> jvms() {
    List<NodeJvm> all = new ArrayList<NodeJvm>();
    for (NodeNamespace namespace : namespaces) {
      all.addAll(namespace.jvms);
    }
    return all;
  }
}
