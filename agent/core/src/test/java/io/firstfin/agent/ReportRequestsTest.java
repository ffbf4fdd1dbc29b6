package io.firstfin.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.firstfin.agent.ReportRequests.Wanted;
import io.firstfin.picture.Picture;
import io.firstfin.report.Report;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The test's thread takes the place of the agent's. */
class ReportRequestsTest {
  private final ReportRequests requests = new ReportRequests(new Signals());
  private final Report report = new Report(Picture.builder().build(), List.of());

  @Test
  void aRequestGetsTheReportOfTheNextCheck() throws Exception {
    FutureTask<Report> asked = ask(requests::fresh);

    assertEquals(Wanted.REPORT, requests.take());
    requests.confirmChecks();
    requests.answer(report);
    assertSame(report, asked.get());
  }

  @Test
  void aPictureIsEnoughForARequestThatWantsNoFindings() throws Exception {
    FutureTask<Picture> asked = ask(requests::freshPicture);

    assertEquals(Wanted.PICTURE, requests.take());
    requests.confirmChecks();
    requests.answer(report.picture);
    assertSame(report.picture, asked.get());
  }

  @Test
  void aReportAnswersARequestForAPictureToo() throws Exception {
    FutureTask<Picture> asked = ask(requests::freshPicture);
    requests.take();

    requests.answer(report);
    assertSame(report.picture, asked.get());
  }

  @Test
  void whetherChecksAreMadeIsAnsweredWithoutAReport() throws Exception {
    FutureTask<Report> asked = ask(this::awaitChecks);

    assertEquals(Wanted.CHECKS, requests.take());
    requests.confirmChecks();
    asked.get();
  }

  @Test
  void aRequestForAReportIsToldWhyThereIsNone() throws Exception {
    assertFailsWithTheReason(ask(requests::fresh));
  }

  @Test
  void aRequestForChecksIsToldWhyThereAreNone() throws Exception {
    assertFailsWithTheReason(ask(this::awaitChecks));
  }

  private void assertFailsWithTheReason(FutureTask<Report> asked) {
    requests.take();
    requests.fail(new IllegalStateException("why"));
    ExecutionException failure = assertThrows(ExecutionException.class, asked::get);
    assertEquals(
        "no report: java.lang.IllegalStateException: why", failure.getCause().getMessage());
  }

  private Report awaitChecks() {
    requests.awaitChecks();
    return null;
  }

  /** Returns once the request is there; no other may wait at this time. */
  private <T> FutureTask<T> ask(Callable<T> question) {
    FutureTask<T> asked = new FutureTask<>(question);
    new Thread(asked).start();
    while (requests.isEmpty()) {
      Thread.onSpinWait();
    }
    return asked;
  }
}
