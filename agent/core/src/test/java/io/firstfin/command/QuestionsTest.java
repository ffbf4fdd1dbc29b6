package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuestionsTest {
  private static final String REPORT =
      "ok:{\"version\":1,\"pid\":42,\"time\":\"2026-11-22T10:00:00Z\"}";

  private final CountDownLatch thaw = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final FakeJvms jvms = new FakeJvms();

  @Test
  void eachAnswerIsTheReportOfItsJvm() {
    jvms.report = () -> REPORT;
    List<String> pids = new ArrayList<>();
    for (int pid = 1; pid <= 50; pid++) {
      pids.add(Integer.toString(pid));
    }

    Map<String, AgentAnswer> answers = questions(30_000).ask(pids);

    assertEquals(50, answers.size());
    assertEquals(42, answers.get("50").report.picture.pid);
  }

  @Test
  void aFailureIsTheReasonForSilence() {
    jvms.refusal = "process 42 is stopped";

    assertEquals("process 42 is stopped", questions(30_000).ask(List.of("42")).get("42").silence);
  }

  @Test
  void aJvmThatHangsIsGivenUpAndNotAskedAgainUntilItHasAnswered() {
    jvms.report = this::late;
    Questions questions = questions(100);

    assertTrue(only(questions).silence.startsWith("process 42 has not answered within"));
    assertNull(only(questions).report);
    assertEquals(1, asked.get());

    thaw.countDown();
    AgentAnswer answer = only(questions);
    while (answer.report == null) {
      answer = only(questions);
    }
    assertEquals(2, asked.get());
  }

  private static AgentAnswer only(Questions questions) {
    return questions.ask(List.of("42")).get("42");
  }

  private String late() {
    asked.incrementAndGet();
    try {
      thaw.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return REPORT;
  }

  private Questions questions(long limitMillis) {
    ProcessCheck noProcfs = new ProcessCheck(new File("/nonexistent"));
    return new Questions(new Agents(jvms, noProcfs, "/opt/firstfin.jar"), limitMillis);
  }
}
