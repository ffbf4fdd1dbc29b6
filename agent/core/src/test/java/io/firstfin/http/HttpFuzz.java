package io.firstfin.http;

import io.firstfin.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Heads of requests, and the header Accept. */
public final class HttpFuzz {
  private HttpFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText(
            "http",
            HttpFuzz::head,
            "GET /metrics?name[]=a HTTP/1.1\r\nHost: localhost:9464\r\nConnection: close\r\n\r\n",
            "GET http://127.0.0.1/x HTTP/1.0\nAccept: text/plain;q=0.5\nContent-Length: 0\n\n"),
        FuzzTarget.ofText(
            "accept",
            input -> new AcceptHeader(new String(input, StandardCharsets.ISO_8859_1)),
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=\"0.0.4\",*/*;q=0.1"));
  }

  private static void head(byte[] input) {
    int end = HttpHead.end(input, input.length);
    if (end < 0) {
      return;
    }
    try {
      HttpHead head = HttpHead.parse(input, end);
      head.keepsAlive();
      head.readsToTheEnd();
      head.announcesBody();
    } catch (HttpRefusal expected) {
      return;
    }
  }
}
