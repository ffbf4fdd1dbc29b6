package io.firstfin.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.log.AgentLog;
import io.firstfin.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private final List<String> heard = new ArrayList<String>();
  private final AgentLog log = AgentLog.of("off");
  private final Outputs outputs = new Outputs(log);

  @Test
  void anOutputThatDoesNotOpenIsReportedAndTheRestGoesOn() {
    outputs.open(
        "http",
        () -> {
          throw new IllegalStateException("port 80 is taken; give another to http=");
        });
    outputs.open("good", () -> new Heard("good"));
    outputs.update(null);

    assertEquals(Collections.singletonList("update good"), heard);
    assertEquals(
        Collections.singletonList("http is off; the agent's log says why"), log.problems());
  }

  @Test
  void anOutputThatFailsHarmsNoOther() {
    outputs.open("bad", () -> new Failing());
    outputs.open("good", () -> new Heard("good"));
    outputs.update(null);
    outputs.close();

    assertEquals(2, heard.size());
    assertTrue(log.problems().get(0).startsWith("Failing failed"));
  }

  @Test
  void whatWasOpenedLastIsClosedFirst() {
    outputs.open("receiver", () -> new Heard("receiver"));
    outputs.open("registry", () -> new Heard("registry"));
    outputs.close();

    assertEquals(Arrays.asList("close registry", "close receiver"), heard);
  }

  @Test
  void aReaderOfAnyOutputWantsTheNextCheckWhole() {
    Heard read = new Heard("read");
    outputs.open("unread", () -> new Heard("unread"));
    outputs.open("read", () -> read);
    assertFalse(outputs.takeWanted());

    read.wanted = true;
    assertTrue(outputs.takeWanted());
  }

  private class Heard implements Output {
    private final String name;
    private boolean wanted;

    Heard(String name) {
      this.name = name;
    }

    @Override
    public void update(Report report) {
      heard.add("update " + name);
    }

    @Override
    public boolean takeWanted() {
      return wanted;
    }

    @Override
    public void close() {
      heard.add("close " + name);
    }
  }

  private static final class Failing implements Output {
    @Override
    public void update(Report report) {
      throw new IllegalStateException("for the test");
    }

    @Override
    public boolean takeWanted() {
      return false;
    }

    @Override
    public void close() {
      throw new IllegalStateException("for the test");
    }
  }
}
