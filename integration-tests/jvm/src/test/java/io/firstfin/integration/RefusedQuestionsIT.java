package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Jdk;
import io.firstfin.support.NetworkNamespace;
import io.firstfin.support.OnTwoJdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel refuses what only the agent asks it, or answers wrongly: from the agent's start on,
 * and later. The service's results are those without the agent, capabilities and one log line say
 * what is missing, and when the kernel answers again the figures are right. Each question is
 * refused with one errno, and those alike are refused at one start; {@code -Dfirstfin.refused=all}
 * tries all.
 */
class RefusedQuestionsIT {
  private static final List<String> ERRNOS = List.of("1", "13", "38");
  private static final List<String> NAMES = List.of("EPERM (1)", "EACCES (13)", "ENOSYS (38)");
  private static final boolean ALL = "all".equals(System.getProperty("firstfin.refused"));

  /** Whether the agent asks the question again after its start. */
  private enum Asked {
    ONCE,
    AGAIN
  }

  /**
   * A question, the capability that says that it is refused, what the log then says, and whether
   * the answer can also be cut and be wrong.
   */
  private record Question(
      String name, String capability, String log, Asked asked, boolean hasAnswer) {
    Question(String name, String capability, String log, Asked asked) {
      this(name, capability, log, asked, false);
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("socket", "kernel.sock_diag", "reading procfs instead", Asked.ONCE),
          new Question("connect", "kernel.sock_diag", "reading procfs instead", Asked.ONCE),
          new Question("timeout", "kernel.sock_diag", "reading procfs instead", Asked.ONCE),
          new Question("request", "kernel.sock_diag", "reading procfs instead", Asked.AGAIN, true),
          new Question("answer", "kernel.sock_diag", "reading procfs instead", Asked.AGAIN, true),
          new Question("tcp_info", "tcp_info", "the kernel refuses", Asked.AGAIN),
          new Question("cookie", "cookies", "the kernel refuses", Asked.AGAIN),
          new Question("unread", "unread", "the kernel refuses", Asked.AGAIN),
          new Question("tables", "sockstat", "sockstat cannot be read", Asked.ONCE),
          new Question("descriptors", "descriptors", "CLOSE_WAIT of this JVM", Asked.AGAIN),
          new Question("links", "descriptors", "CLOSE_WAIT of this JVM", Asked.AGAIN),
          new Question("code", "jna", "going on with the JDK's own calls", Asked.ONCE),
          new Question("code-mapped", "jna", "going on with the JDK's own calls", Asked.ONCE));

  private static final List<String> SAID_LATER =
      List.of("could not be read whole", "the kernel refuses", "CLOSE_WAIT of this JVM");

  /** Three that are alike, then one of each other kind; files of /proc are opened once. */
  private static final List<List<String>> STARTS =
      List.of(
          List.of("tcp_info", "cookie", "unread"),
          List.of("socket"),
          List.of("answer"),
          List.of("tables"),
          List.of("code-mapped"));

  @TempDir Path folder;
  private Refusal refusal;
  private JvmProcess jvm;
  private int served;

  @OnTwoJdks
  void theServiceDoesNotNoticeAndTheStateIsSaid(Jdk jdk) throws IOException {
    NetworkNamespace.assume();
    refusal = Refusal.in(folder);
    try (JvmProcess started =
        JvmProcess.on(jdk)
            .setting("net/ipv4/tcp_tw_reuse", "0")
            .through(refusal.launcher())
            .start("Serves")) {
      jvm = started;
      jvm.awaitOut("ready");
      for (List<Question> questions : starts()) {
        for (int errno = 0; errno < (ALL ? ERRNOS.size() : 1); errno++) {
          refuseFromTheStartOn(questions, errno + jdk.feature());
        }
      }
      AttachedAgent.attach(jvm, "interval=500ms");
      int before = jvm.err().size();
      refuseLater(jdk.feature());
      AttachedAgent.detach(jvm);
      assertSaidOnce(before);
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }

  private static List<List<Question>> starts() {
    if (ALL) {
      return QUESTIONS.stream().map(List::of).toList();
    }
    return STARTS.stream()
        .map(names -> names.stream().map(RefusedQuestionsIT::named).toList())
        .toList();
  }

  private static Question named(String name) {
    return QUESTIONS.stream().filter(question -> question.name.equals(name)).findFirst().get();
  }

  private void refuseFromTheStartOn(List<Question> questions, int errno) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      lines.add(questions.get(i).name + " " + ERRNOS.get((errno + i) % ERRNOS.size()));
    }
    int before = jvm.err().size();
    refusal.begin(lines);
    AttachedAgent.attach(jvm, "interval=500ms");
    Report refused = serve();
    assertEquals(8, refused.closes().total(), () -> lines + "\n" + refused);
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      assertSaid(question, (errno + i) % ERRNOS.size(), lines);
      Await.until(10, () -> logged(before, question.log), count -> count > 0);
      assertEquals(1, logged(before, question.log), () -> lines + "\n" + jvm);
    }
    refusal.end();
    assertRight(refused, lines);
    AttachedAgent.detach(jvm);
  }

  private void refuseLater(int errno) throws IOException {
    for (Question question : QUESTIONS) {
      if (question.asked == Asked.AGAIN) {
        int number = (errno + QUESTIONS.indexOf(question)) % ERRNOS.size();
        refuseLater(question, ERRNOS.get(number), number);
      }
      if (question.hasAnswer) {
        refuseLater(question, "cut", -1);
        refuseLater(question, "garbage", -1);
      }
    }
    // The kernel is asked for single sockets only where both ends close at once.
    for (String how : List.of("cut", "garbage", ERRNOS.get(errno % ERRNOS.size()))) {
      refusal.begin(List.of("look-up " + how, "found " + how));
      serve();
      refusal.begin(List.of("found " + how));
      Report refused = serve();
      refusal.end();
      assertRight(refused, List.of("found " + how));
    }
  }

  private void refuseLater(Question question, String how, int errno) throws IOException {
    List<String> lines = List.of(question.name + " " + how);
    Report before = AttachedAgent.report(jvm);
    assertEquals("on", said(before, question), () -> lines + "\n" + before);
    refusal.begin(lines);
    Report refused = serve();
    assertEquals(
        8, refused.closes().total() - before.closes().total(), () -> lines + "\n" + refused);
    assertSaid(question, errno, lines);
    refusal.end();
    assertRight(refused, lines);
    Report right =
        Await.until(
            10, () -> AttachedAgent.report(jvm), report -> said(report, question).equals("on"));
    assertEquals("on", said(right, question), () -> lines + "\n" + right);
  }

  /** The next check says it. */
  private void assertSaid(Question question, int errno, List<String> lines) {
    Report report =
        Await.until(10, () -> AttachedAgent.report(jvm), next -> isSaid(next, question, errno));
    assertTrue(isSaid(report, question, errno), () -> lines + "\n" + report);
  }

  /** What is not named has always worked. */
  private static String said(Report report, Question question) {
    String said = report.capability(question.capability);
    return said.isEmpty() ? "on" : said;
  }

  /** Libraries and files that the JDK opens lose the errno on their way through the JDK. */
  private static boolean isSaid(Report report, Question question, int errno) {
    String said = report.capability(question.capability);
    boolean hasErrno =
        Stream.of("code", "tables", "descriptors", "links").noneMatch(question.name::startsWith);
    return !said.isEmpty()
        && !said.equals("on")
        && (errno < 0 || !hasErrno || said.contains(NAMES.get(errno)));
  }

  private void assertSaidOnce(int before) {
    for (String log : SAID_LATER) {
      Await.until(10, () -> logged(before, log), count -> count > 0);
      assertEquals(1, logged(before, log), () -> log + "\n" + jvm);
    }
  }

  private long logged(int before, String text) {
    return jvm.err().stream()
        .skip(before)
        .filter(line -> line.startsWith("[firstfin]") && line.contains(text))
        .count();
  }

  private Report assertRight(Report before, List<String> lines) {
    Report report = serve();
    Closes expected = new Closes();
    expected.add("client local fin", 2);
    expected.add("client local rst", 1);
    expected.add("client remote fin", 1);
    expected.add("server local fin", 1);
    expected.add("server remote fin", 2);
    expected.add("server remote rst", 1);
    assertEquals(expected, report.closes().without(before.closes()), () -> lines + "\n" + report);
    assertTrue(report.timeWaitOfThisJvm() >= 3, () -> lines + "\n" + report);
    return report;
  }

  /** Makes the closes once; the service itself compares their results. */
  private Report serve() {
    jvm.send("go");
    jvm.awaitOut("served " + ++served);
    Report report = AttachedAgent.report(jvm);
    assertEquals(0, report.errors(), report::toString);
    assertEquals(0, report.dropped(), report::toString);
    return report;
  }
}
