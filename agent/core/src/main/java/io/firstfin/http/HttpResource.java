package io.firstfin.http;

import io.firstfin.report.Report;

/**
 * What the HTTP server shows under one path. It reads the reports that it is given and nothing
 * else.
 */
public interface HttpResource {
  /** Where it is found: {@code /}, {@code /metrics}. */
  String path();

  /** Takes the newest report. Called on the agent's own thread; must not wait for anybody. */
  void update(Report report);

  /**
   * The answer to GET; the server leaves out the body for HEAD. Called on the server's one thread,
   * and before the first {@link #update} too. What it throws becomes a 500 and is told once in the
   * agent's log.
   */
  HttpAnswer get(HttpRequest request) throws Exception;
}
