package io.firstfin.http;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;

/** A request whose head was read completely. Immutable. */
public final class HttpRequest {
  /** {@code GET} or {@code HEAD}. */
  public final String method;

  /** The path, without the query. */
  public final String path;

  private final Map<String, String> headers;

  /** The names of {@code headers} must be in lower case. */
  public HttpRequest(String method, String path, Map<String, String> headers) {
    this.method = method;
    this.path = path;
    this.headers = Collections.unmodifiableMap(headers);
  }

  /**
   * The value of a header, with those of several lines joined by commas; null when it is not there.
   *
   * @param name in any case
   */
  public String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
