package io.firstfin.agent;

import io.firstfin.output.ReportSource;
import io.firstfin.picture.Picture;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Requests for a report or a picture. Any thread makes one and waits; the agent's thread answers it
 * with that of a check that began after the request, or says why there is none.
 */
final class ReportRequests implements ReportSource {
  /** What a request waits for; each includes those before it. */
  enum Wanted {
    /** That checks are made. */
    CHECKS,
    /** A picture without findings. */
    PICTURE,
    REPORT
  }

  private static final long ANSWER_SECONDS = 10;

  private final Signals signals;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<Request>();
  private final List<Request> taken = new ArrayList<Request>();

  ReportRequests(Signals signals) {
    this.signals = signals;
  }

  /** Waits for a report that is made after the kernel's tables were read anew. */
  @Override
  public String freshReport() {
    return ReportJson.write(fresh());
  }

  /** Waits until the agent makes checks. Throws why it makes none; no report is made for it. */
  void awaitChecks() {
    await(new Request(Wanted.CHECKS));
  }

  /** The same report as a value. */
  Report fresh() {
    return await(new Request(Wanted.REPORT)).report;
  }

  /**
   * Waits for a picture that is made after the kernel's tables were read anew. No rule is asked for
   * it, because the caller has its own.
   */
  Picture freshPicture() {
    return await(new Request(Wanted.PICTURE)).picture;
  }

  private Request await(Request request) {
    requests.add(request);
    signals.wake();
    try {
      if (!request.done.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "no report within " + ANSWER_SECONDS + " s; the agent's thread is stuck or starved");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the report");
    }
    if (request.failure != null) {
      throw new IllegalStateException("no report: " + request.failure);
    }
    return request;
  }

  /**
   * Whether there is a request that was not taken yet. This method and all below are the agent's
   * thread's.
   */
  boolean isEmpty() {
    return requests.isEmpty();
  }

  /** Takes the requests so far, which the next check answers; returns the most that one wants. */
  Wanted take() {
    Wanted most = Wanted.CHECKS;
    for (Request next = requests.poll(); next != null; next = requests.poll()) {
      taken.add(next);
      most = next.wanted.compareTo(most) > 0 ? next.wanted : most;
    }
    return most;
  }

  /** Answers the requests that were taken and only ask whether checks are made. */
  void confirmChecks() {
    for (Request request : taken) {
      if (request.wanted == Wanted.CHECKS) {
        request.answer(null, null);
      }
    }
    taken.removeIf(request -> request.wanted == Wanted.CHECKS);
  }

  /** Gives the report to the requests that were taken. */
  void answer(Report report) {
    answer(report, report.picture);
  }

  /** Gives the picture to the requests that were taken, none of which wants a report. */
  void answer(Picture picture) {
    answer(null, picture);
  }

  private void answer(Report report, Picture picture) {
    for (Request request : taken) {
      request.answer(report, picture);
    }
    taken.clear();
  }

  /** Answers the requests that were taken with the reason why they get no report. */
  void fail(Throwable cause) {
    for (Request request : taken) {
      request.fail(cause);
    }
    taken.clear();
  }

  private static final class Request {
    final Wanted wanted;
    final CountDownLatch done = new CountDownLatch(1);
    volatile Report report;
    volatile Picture picture;
    volatile Throwable failure;

    Request(Wanted wanted) {
      this.wanted = wanted;
    }

    void answer(Report withFindings, Picture ofCheck) {
      report = withFindings;
      picture = ofCheck;
      done.countDown();
    }

    void fail(Throwable cause) {
      failure = cause;
      done.countDown();
    }
  }
}
