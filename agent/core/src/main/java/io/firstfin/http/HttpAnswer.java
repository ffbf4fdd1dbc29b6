package io.firstfin.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Status, headers and body of an answer. Immutable; the body is not copied. */
public final class HttpAnswer {
  public final int status;

  /** The value of the header Content-Type, with its charset. */
  public final String contentType;

  public final byte[] body;

  /** Further headers; the server sets Content-Type, Content-Length, Date and Connection itself. */
  public final Map<String, String> headers;

  private HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = Collections.unmodifiableMap(headers);
  }

  /** An answer with status 200. */
  public static HttpAnswer ok(String contentType, byte[] body) {
    return new HttpAnswer(200, contentType, body, Collections.<String, String>emptyMap());
  }

  /** An answer with another status, and one line of text that says why. */
  public static HttpAnswer refusal(int status, String line) {
    return new HttpAnswer(
        status,
        "text/plain; charset=utf-8",
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        Collections.<String, String>emptyMap());
  }

  /** The same answer with one more header. */
  public HttpAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<String, String>(headers);
    more.put(name, value);
    return new HttpAnswer(status, contentType, body, more);
  }
}
