package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.node.SocketGroup;
import io.firstfin.node.TcpTable;
import io.firstfin.vocabulary.TcpState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNamespaceTest {
  @TempDir Path proc;

  @Test
  void whatNoWatchedJvmClaimsIsTheRest() throws Exception {
    NodeNamespace namespace =
        namespace(
            NodeFixture.watched(
                "1",
                2,
                ",\"destinations\":[{\"role\":\"client\",\"remote\":\"127.0.0.1:6379\","
                    + "\"timeWait\":1}],\"listeningPorts\":[{\"port\":8080,\"timeWait\":1}]"));

    assertEquals(4, namespace.timeWait);
    assertEquals(2, namespace.timeWaitOfOthers());
    assertEquals(0, namespace.unassigned);
    assertEquals(Map.of(SocketGroup.towards("127.0.0.1:6379"), 2), namespace.rest);
  }

  @Test
  void aServersClientsAreNoDestinations() throws Exception {
    NodeNamespace namespace =
        namespace(
            NodeFixture.watched(
                "1",
                1,
                ",\"destinations\":[{\"role\":\"server\",\"remote\":\"127.0.0.1:*\","
                    + "\"listeningPort\":8080,\"timeWait\":1}],"
                    + "\"listeningPorts\":[{\"port\":8080,\"timeWait\":1}]"));

    assertEquals(Map.of(SocketGroup.towards("127.0.0.1:6379"), 3), namespace.rest);
    assertEquals(0, namespace.unassigned);
  }

  @Test
  void whatAReportDoesNotTellApartIsUnassigned() throws Exception {
    assertEquals(2, namespace(NodeFixture.watched("1", 2, "")).unassigned);
  }

  @Test
  void aJvmWithoutAnAnswerIsSilent() throws Exception {
    assertTrue(namespace(NodeFixture.silent("1", "process 1 is stopped")).isSilent());
  }

  @Test
  void tablesThatCannotBeReadAreUnknown() throws Exception {
    NodeJvm jvm =
        NodeFixture.watched("1", 2, ",\"listeningPorts\":[{\"port\":8080,\"timeWait\":1}]");

    NodeNamespace namespace = new NodeNamespace("1", List.of(jvm), null, "permission denied");

    assertEquals(-1, namespace.timeWait);
    assertEquals(-1, namespace.timeWaitOfOthers());
  }

  private NodeNamespace namespace(NodeJvm jvm) throws Exception {
    return new NodeNamespace(
        "4026531840",
        List.of(jvm),
        new TcpTable(proc)
            .add(TcpState.LISTEN, 8080, 0, 1)
            .add(TcpState.TIME_WAIT, 8080, 50_001, 0)
            .add(TcpState.TIME_WAIT, 50_002, 6379, 0)
            .add(TcpState.TIME_WAIT, 50_003, 6379, 0)
            .add(TcpState.TIME_WAIT, 50_004, 6379, 0)
            .read(),
        null);
  }
}
