package io.firstfin.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;

/** A request whose head was read whole. Immutable. */
public final class HttpRequest {
  /** {@code GET} or {@code HEAD}. */
  public final String method;

  /** Without the query. */
  public final String path;

  private final Map<String, String> headers;

  /** With the names of {@code headers} in lower case. */
  public HttpRequest(String method, String path, Map<String, String> headers) {
    this.method = method;
    this.path = path;
    this.headers = Collections.unmodifiableMap(headers);
  }

  /**
   * A header's value, those of several lines joined by commas; null when it is not there.
   *
   * @param name in any case
   */
  public String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
