package io.firstfin.agent;

import io.firstfin.output.ReportSource;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Requests for a report. Any thread makes one and waits; the agent's thread answers it with the
 * report of a check that began after the request, or says why there is none.
 */
final class ReportRequests implements ReportSource {
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
    await(new Request(false));
  }

  /** The same report as a value. */
  Report fresh() {
    return await(new Request(true));
  }

  private Report await(Request request) {
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
    return request.report;
  }

  /**
   * Whether there is a request that was not taken yet. This method and all below are the agent's
   * thread's.
   */
  boolean isEmpty() {
    return requests.isEmpty();
  }

  /**
   * Takes the requests so far, which the next check answers; returns whether any of them needs a
   * report.
   */
  boolean take() {
    boolean report = false;
    for (Request next = requests.poll(); next != null; next = requests.poll()) {
      taken.add(next);
      report |= next.needsReport;
    }
    return report;
  }

  /** Answers the requests that were taken and only ask whether checks are made. */
  void confirmChecks() {
    for (Request request : taken) {
      if (!request.needsReport) {
        request.answer(null);
      }
    }
    taken.removeIf(request -> !request.needsReport);
  }

  /** Gives the report to the requests that were taken. */
  void answer(Report report) {
    for (Request request : taken) {
      request.answer(report);
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
    final boolean needsReport;
    final CountDownLatch done = new CountDownLatch(1);
    volatile Report report;
    volatile Throwable failure;

    Request(boolean needsReport) {
      this.needsReport = needsReport;
    }

    void answer(Report answer) {
      report = answer;
      done.countDown();
    }

    void fail(Throwable cause) {
      failure = cause;
      done.countDown();
    }
  }
}
