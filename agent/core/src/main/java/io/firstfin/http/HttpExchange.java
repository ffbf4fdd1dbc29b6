package io.firstfin.http;

import io.firstfin.log.AgentLog;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the bytes of an answer from the head of a request. One thread. */
final class HttpExchange {
  /** IMF-fixdate of RFC 9110, section 5.6.7. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final HostNames hosts;
  private final List<HttpResource> resources;
  private final AgentLog log;
  private boolean read;

  HttpExchange(HostNames hosts, List<HttpResource> resources, AgentLog log) {
    this.hosts = hosts;
    this.resources = resources;
    this.log = log;
  }

  /** Whether a resource has been read since the last call of this. */
  boolean takeRead() {
    boolean was = read;
    read = false;
    return was;
  }

  /** {@code end} is where the head ends; -1 when the head is longer than it may be. */
  Outcome answer(byte[] bytes, int end) {
    boolean headOnly = false;
    boolean readsToTheEnd = false;
    try {
      if (end < 0) {
        throw new HttpRefusal(431, "a request's head may have " + HttpHead.LARGEST + " bytes here");
      }
      HttpHead head = HttpHead.parse(bytes, end);
      headOnly = head.request.method.equals("HEAD");
      readsToTheEnd = head.readsToTheEnd();
      check(head);
      ByteBuffer all = bytes(find(head.request), headOnly, !head.keepsAlive());
      return new Outcome(all, !head.keepsAlive(), readsToTheEnd);
    } catch (HttpRefusal refusal) {
      HttpAnswer answer = HttpAnswer.refusal(refusal.status, refusal.getMessage());
      HttpAnswer allowing = refusal.status == 405 ? answer.with("Allow", "GET, HEAD") : answer;
      return new Outcome(bytes(allowing, headOnly, true), true, readsToTheEnd);
    }
  }

  private void check(HttpHead head) throws HttpRefusal {
    HttpRequest request = head.request;
    if (!request.method.equals("GET") && !request.method.equals("HEAD")) {
      throw new HttpRefusal(405, "only GET and HEAD are answered here");
    }
    if (head.announcesBody()) {
      throw new HttpRefusal(413, "a request with a body is not accepted here");
    }
    String host = request.header("host");
    if (host != null && !hosts.contains(host)) {
      // A foreign web page whose name was rebound to 127.0.0.1 must not read this.
      throw new HttpRefusal(
          403,
          "on loopback this is shown as localhost, 127.0.0.1 or by the machine's own name only, so"
              + " that no foreign web page reads it; behind a proxy, let it send Host: localhost");
    }
  }

  private HttpAnswer find(HttpRequest request) {
    StringBuilder paths = new StringBuilder();
    for (HttpResource resource : resources) {
      if (resource.path().equals(request.path)) {
        read = true;
        return get(resource, request);
      }
      paths.append(paths.length() == 0 ? "" : ", ").append(resource.path());
    }
    return HttpAnswer.refusal(404, "nothing here; there is " + paths);
  }

  private HttpAnswer get(HttpResource resource, HttpRequest request) {
    try {
      return resource.get(request);
    } catch (Exception | LinkageError e) {
      String problem = resource.path() + " cannot be shown: ";
      log.warnOnce("http" + resource.path(), problem + e, problem + e.getClass().getName());
      return HttpAnswer.refusal(500, "it cannot be shown; the agent's log says why");
    }
  }

  private static ByteBuffer bytes(HttpAnswer answer, boolean headOnly, boolean last) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status).append(' ').append(reason(answer.status));
    field(head, "Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    field(head, "Content-Type", answer.contentType);
    field(head, "Content-Length", Integer.toString(answer.body.length));
    field(head, "Cache-Control", "no-store");
    field(head, "X-Content-Type-Options", "nosniff");
    for (Map.Entry<String, String> header : answer.headers.entrySet()) {
      field(head, header.getKey(), header.getValue());
    }
    field(head, "Connection", last ? "close" : "keep-alive");
    head.append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + answer.body.length);
    byte[] encoded = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    bytes.write(encoded, 0, encoded.length);
    if (!headOnly) {
      bytes.write(answer.body, 0, answer.body.length);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }

  private static String reason(int status) {
    switch (status) {
      case 200:
        return "OK";
      case 400:
        return "Bad Request";
      case 403:
        return "Forbidden";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 413:
        return "Content Too Large";
      case 431:
        return "Request Header Fields Too Large";
      case 500:
        return "Internal Server Error";
      case 503:
        return "Service Unavailable";
      case 505:
        return "HTTP Version Not Supported";
      default:
        return "";
    }
  }

  /** The bytes of the answer, to be sent to the client. */
  static final class Outcome {
    final ByteBuffer bytes;

    /** Whether the connection ends after it. */
    final boolean last;

    /** Whether the client waits for the connection's end, so that it must not close first. */
    final boolean readToTheEnd;

    Outcome(ByteBuffer bytes, boolean last, boolean readToTheEnd) {
      this.bytes = bytes;
      this.last = last;
      this.readToTheEnd = readToTheEnd;
    }
  }
}
