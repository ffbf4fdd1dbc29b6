package io.firstfin.command;

import io.firstfin.node.NamespaceSockets;
import io.firstfin.node.SocketGroup;
import io.firstfin.picture.Destination;
import io.firstfin.picture.ListeningPort;
import io.firstfin.picture.Picture;
import io.firstfin.vocabulary.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JVMs of one network namespace, and what is in TIME_WAIT there. The kernel does not say which
 * process left such a socket: those that no watched JVM claims are the rest.
 */
final class NodeNamespace {
  /** Its number. */
  final String id;

  /** In the order in which they are shown. */
  final List<NodeJvm> jvms;

  /** Sockets in TIME_WAIT; -1 when unknown. */
  final int timeWait;

  /** Why {@link #timeWait} is unknown, in one line; null when it is known. */
  final String problem;

  /** Those of {@link #timeWait} that belong to watched JVMs. */
  final int timeWaitOfWatched;

  /** Those that belong to no watched JVM, by destination or listening port. */
  final Map<SocketGroup, Integer> rest;

  /**
   * Sockets of watched JVMs that their reports do not list by destination, so that {@link #rest}
   * may contain them.
   */
  final int unassigned;

  /** {@code sockets} are null when they could not be read. */
  NodeNamespace(String id, List<NodeJvm> jvms, NamespaceSockets sockets, String problem) {
    this.id = id;
    this.jvms = jvms;
    this.problem = problem;
    timeWait = sockets == null ? -1 : sockets.timeWaitTotal();
    rest = new HashMap<SocketGroup, Integer>();
    if (sockets != null) {
      rest.putAll(sockets.timeWait());
    }
    int watched = 0;
    int assigned = 0;
    for (NodeJvm jvm : jvms) {
      if (jvm.timeWait() >= 0) {
        watched += jvm.timeWait();
        assigned += takeOut(jvm.report().picture);
      }
    }
    timeWaitOfWatched = watched;
    unassigned = Math.max(0, watched - assigned);
  }

  /** How many sockets in TIME_WAIT belong to no watched JVM; -1 when unknown. */
  int timeWaitOfOthers() {
    return timeWait < 0 ? -1 : Math.max(0, timeWait - timeWaitOfWatched);
  }

  /** Whether a watched JVM did not say how many sockets in TIME_WAIT it has. */
  boolean isSilent() {
    return jvms.stream().anyMatch(jvm -> jvm.isWatched() && jvm.timeWait() < 0);
  }

  /** Takes a JVM's sockets out of the rest, and returns their number. */
  private int takeOut(Picture picture) {
    int sum = 0;
    for (ListeningPort port : picture.listeningPorts) {
      sum += takeOut(SocketGroup.of(port.port), port.timeWait);
    }
    for (Destination destination : picture.destinations) {
      if (destination.role != Role.SERVER) {
        sum += takeOut(SocketGroup.towards(destination.remote), destination.timeWait);
      }
    }
    return sum;
  }

  private int takeOut(SocketGroup group, int count) {
    int known = Math.max(0, count);
    rest.computeIfPresent(group, (key, all) -> all > known ? all - known : null);
    return known;
  }
}
