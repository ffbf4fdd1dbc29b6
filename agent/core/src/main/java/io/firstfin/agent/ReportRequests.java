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

  /** Waits for a check. Throws why there is none, so that nobody waits for closes in vain. */
  void awaitCheck() {
    fresh();
  }

  /** The same report as a value. */
  Report fresh() {
    Request request = new Request();
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
    if (request.report == null) {
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

  /** Takes the requests so far, which the next check answers; returns whether there are any. */
  boolean take() {
    for (Request next = requests.poll(); next != null; next = requests.poll()) {
      taken.add(next);
    }
    return !taken.isEmpty();
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
    final CountDownLatch done = new CountDownLatch(1);
    volatile Report report;
    volatile Throwable failure;

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
