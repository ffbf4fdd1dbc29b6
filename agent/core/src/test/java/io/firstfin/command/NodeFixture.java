package io.firstfin.command;

import io.firstfin.Version;
import io.firstfin.node.HostJvm;
import io.firstfin.picture.Descriptors;

/** JVMs of a host, as a survey would find them. */
final class NodeFixture {
  private NodeFixture() {}

  static NodeJvm unwatched(String pid, String main) {
    return new NodeJvm(HostJvm.known(pid, main), null, null, 0, new Descriptors(55, 4_096));
  }

  static NodeJvm refused(String pid, String refusal) {
    HostJvm host = HostJvm.known(pid, "old.jar");
    return new NodeJvm(host, null, refusal, -1, Descriptors.UNKNOWN);
  }

  static NodeJvm silent(String pid, String silence) {
    HostJvm host = HostJvm.known(pid, "frozen.jar");
    return new NodeJvm(host, AgentAnswer.none(silence), null, 0, new Descriptors(60, 1_024));
  }

  /** A JVM whose report has these members too. */
  static NodeJvm watched(String pid, int timeWait, String members) throws CommandFailure {
    return watchedBy(Version.text(), pid, timeWait, members);
  }

  static NodeJvm watchedBy(String version, String pid, int timeWait, String members)
      throws CommandFailure {
    String json =
        "{\"version\":1,\"pid\":"
            + pid
            + ",\"time\":\"2026-11-22T10:00:00Z\",\"agent\":{\"version\":\""
            + version
            + "\"},\"timeWait\":{\"total\":100,\"thisJvm\":"
            + timeWait
            + "}"
            + members
            + "}";
    HostJvm host = HostJvm.known(pid, "shop.jar");
    return new NodeJvm(host, AgentAnswer.of(pid, json), null, 3, new Descriptors(412, 1_024));
  }
}
