package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachAllTest {
  private final FakeJvms jvms = new FakeJvms();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theJvmsTheJarAndTheOptionsAreSaidBeforeTheQuestion() {
    boolean done = run("top=5", answer("no"), NodeFixture.unwatched("17", "shop.jar"));

    assertFalse(done);
    assertTrue(
        out().matches("(?s)FirstFIN \\S+ will watch this JVM:\n  17  shop\\.jar\n.*"), out());
    assertTrue(out().contains("jar: /opt/firstfin.jar\noptions: top=5\n"), out());
    assertTrue(out().endsWith("Attach? [y/N] Nothing was attached.\n"), out());
    assertEquals(List.of(), jvms.commands);
  }

  @Test
  void afterAYesEachIsAttachedTo() {
    jvms.agent = command -> "ok:watching";

    boolean done =
        run(
            "",
            answer("y"),
            NodeFixture.unwatched("17", "shop.jar"),
            NodeFixture.unwatched("19", "billing.jar"));

    assertTrue(done, err());
    assertEquals(List.of("start:", "start:"), jvms.commands);
    assertTrue(out().endsWith("17: watching\n19: watching\n"), out());
  }

  @Test
  void oneThatCannotBeAttachedToIsALineAndTheOthersGoOn() {
    jvms.agent = command -> "ok:watching";

    boolean done =
        run(
            "",
            null,
            NodeFixture.refused("18", "process 18 belongs to user id 1001"),
            NodeFixture.silent("9", "process 9 is stopped"),
            NodeFixture.unwatched("17", "shop.jar"));

    assertFalse(done);
    assertEquals(
        "firstfin: process 18 belongs to user id 1001\nfirstfin: process 9 is stopped\n", err());
    assertTrue(out().endsWith("17: watching\n"), out());
  }

  @Test
  void aWatchedJvmIsLeftAlone() throws Exception {
    assertTrue(run("", null, NodeFixture.watched("17", 0, "")));
    assertEquals("process 17 is watched already\nThere is no JVM to attach to.\n", out());
  }

  @Test
  void optionsHaveNoEffectOnAWatchedJvm() throws Exception {
    assertTrue(run("top=5", null, NodeFixture.watched("17", 0, "")));
    assertTrue(out().startsWith("process 17 is watched already; the options have no"), out());
  }

  @Test
  void anotherVersionIsNamed() throws Exception {
    NodeJvm older = NodeFixture.watchedBy("0.0.9", "17", 0, "");

    assertFalse(run("", null, older));
    assertEquals(
        "firstfin: process 17 is watched by FirstFIN 0.0.9 already: detach first\n", err());
  }

  private Consent answer(String word) {
    return new Consent() {
      @Override
      public boolean isPossible() {
        return true;
      }

      @Override
      public boolean ask(String question) {
        out.writeBytes(question.getBytes(StandardCharsets.UTF_8));
        return word.equals("y");
      }
    };
  }

  private boolean run(String options, Consent consent, NodeJvm... all) {
    Agents agents =
        new Agents(jvms, new ProcessCheck(new File("/nonexistent")), "/opt/firstfin.jar");
    NodeNamespace namespace = new NodeNamespace("1", Arrays.asList(all), null, "not read");
    return new AttachAll(agents, "/opt/firstfin.jar", stream(out), stream(err))
        .run(new Node(List.of(namespace), false, List.of()), options, consent);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
