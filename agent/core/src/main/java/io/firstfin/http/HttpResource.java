package io.firstfin.http;

import io.firstfin.report.Report;

/** What the HTTP server shows under one path. It reads only the reports that it is given. */
public interface HttpResource {
  /** The path, such as {@code /} or {@code /metrics}. */
  String path();

  /**
   * Takes the newest report. The agent's own thread calls this, so that it must not wait for
   * anybody.
   */
  void update(Report report);

  /**
   * The answer to GET; the server omits the body for HEAD. The server's one thread calls this, also
   * before the first {@link #update}. An exception becomes a 500 and is logged once.
   */
  HttpAnswer get(HttpRequest request) throws Exception;
}
