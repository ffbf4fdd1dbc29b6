package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.node.TcpTable;
import io.firstfin.report.Page;
import io.firstfin.vocabulary.TcpState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTextTest {
  private static final String FINDING =
      ",\"destinations\":[{\"role\":\"client\",\"remote\":\"127.0.0.1:6379\",\"timeWait\":2}]"
          + ",\"findings\":[{\"id\":\"close-per-request\",\"severity\":\"warning\","
          + "\"subject\":\"127.0.0.1:6379\"},{\"id\":\"churn\",\"severity\":\"info\"}]";

  @TempDir Path proc;

  @Test
  void theTableHasALineForEachJvmAndWhatItCannotSayIsBelow() throws Exception {
    String text =
        text(
            false,
            NodeFixture.watched("4242", 2, FINDING),
            NodeFixture.silent("9", "process 9 is stopped and cannot answer"),
            NodeFixture.unwatched("17", "com.acme.Billing"),
            NodeFixture.refused("18", "process 18 belongs to user id 1001"));

    assertEquals(
        String.join(
            "\n",
            "4 JVMs in this network namespace, 2 watched",
            "",
            " PID  process           TIME_WAIT  CLOSE_WAIT   descriptors  first finding",
            "4242  shop.jar                  2           3  412 of 1,024  WARNING"
                + " close-per-request 127.0.0.1:6379, 1 more",
            "   9  frozen.jar          unknown           0   60 of 1,024  no answer",
            "  17  com.acme.Billing    unknown           0   55 of 4,096  not watched",
            "  18  old.jar             unknown     unknown       unknown  cannot be watched",
            "",
            "No answer:",
            "  process 9 is stopped and cannot answer",
            "",
            "TIME_WAIT of this network namespace: 3. Of these, watched JVMs have 2, no watched JVM 1"
                + " (or one",
            "  without an answer):",
            "  1  of the listening port 8080",
            "",
            "Not watched, but can be: 17",
            "  java -jar /opt/firstfin.jar attach 17",
            "",
            "Cannot be watched:",
            "  process 18 belongs to user id 1001",
            ""),
        text);
  }

  @Test
  void severalThatCanBeWatchedHaveOneCommand() throws Exception {
    String text =
        text(true, NodeFixture.unwatched("17", "a.jar"), NodeFixture.unwatched("19", "b.jar"));

    assertTrue(text.contains("Not watched, but can be: 17, 19\n"), text);
    assertTrue(text.contains("attach --all --namespaces\n"), text);
  }

  @Test
  void namespacesHaveAColumnWhereThereCanBeSeveral() throws Exception {
    String text = text(true, NodeFixture.unwatched("17", "a.jar"));

    assertTrue(text.contains(" 17  a.jar    4026531840 "), text);
  }

  @Test
  void aLongNameIsCutAtItsBeginning() throws Exception {
    String name = "com.acme.a.package.of.many.words.and.some.more.Shop";

    String text = text(false, NodeFixture.unwatched("17", name));

    assertTrue(text.contains("...") && text.contains("some.more.Shop  "), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
  }

  @Test
  void aNameThatIsCutAtADotHasThreeDots() throws Exception {
    for (String prefix : List.of("com.acme.a", "com.acme.ab", "com.acme.abcdefgh")) {
      String name = prefix + ".of.m.n.o.p.q.r.s.t.u.v.w.x.y.z.and.some.more.Shop";

      String text = text(false, NodeFixture.unwatched("17", name));

      assertTrue(text.contains("..."), text);
      assertFalse(text.contains("...."), text);
    }
  }

  @Test
  void whereTheTablesCannotBeReadTimeWaitIsUnknown() {
    NodeNamespace namespace =
        new NodeNamespace(
            "1", List.of(NodeFixture.unwatched("17", "a.jar")), null, "procfs: permission denied");

    assertTrue(
        text(new Node(List.of(namespace), false, List.of()))
            .contains(
                "TIME_WAIT of this network namespace: unknown (procfs: permission denied).\n"));
  }

  @Test
  void withoutAnyJvmThatIsSaid() throws Exception {
    assertTrue(
        text(false).startsWith("There is no JVM in this network namespace that this user can"));
  }

  @Test
  void jsonHasTheReportOfEachWatchedJvm() throws Exception {
    String json =
        NodeJson.write(
            node(
                false,
                NodeFixture.watched("4242", 2, FINDING),
                NodeFixture.unwatched("17", "a.jar")));

    assertTrue(json.startsWith("[\n  {\n    \"networkNamespace\": 4026531840,"), json);
    assertTrue(
        json.contains("\"timeWait\": {\n      \"total\": 3,\n      \"watchedJvms\": 2,"), json);
    assertTrue(json.contains("\"report\": {\"version\": 1, \"pid\": 4242,"), json);
    assertTrue(json.contains("\"pid\": 17,"), json);
    assertTrue(json.contains("\"statesOfThisJvm\": {\"close_wait\": 0}"), json);
    assertTrue(json.contains("\"report\": null"), json);
  }

  private String text(boolean everyNamespace, NodeJvm... jvms) throws Exception {
    return text(node(everyNamespace, jvms));
  }

  private static String text(Node node) {
    return NodeText.render(node, "/opt/firstfin.jar", new Page(false, 100));
  }

  private Node node(boolean everyNamespace, NodeJvm... jvms) throws Exception {
    NodeNamespace namespace =
        new NodeNamespace(
            "4026531840",
            Arrays.asList(jvms),
            new TcpTable(proc)
                .add(TcpState.LISTEN, 8080, 0, 1)
                .add(TcpState.TIME_WAIT, 8080, 50_001, 0)
                .add(TcpState.TIME_WAIT, 50_002, 6379, 0)
                .add(TcpState.TIME_WAIT, 50_003, 6379, 0)
                .read(),
            null);
    return new Node(List.of(namespace), everyNamespace, List.of());
  }
}
