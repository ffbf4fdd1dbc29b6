package io.firstfin.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the head of a request (RFC 9112) strictly: it refuses what is unusual. */
final class HttpHead {
  /**
   * The most bytes of a head: a browser may send the cookies of other services on the same host.
   */
  static final int LARGEST = 16_384;

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private static final Pattern ABSOLUTE =
      Pattern.compile("http://([^/?#]+)(.*)", Pattern.CASE_INSENSITIVE);

  /** {@code HTTP/1.0} or {@code HTTP/1.1}. */
  final String version;

  final HttpRequest request;

  private HttpHead(String version, HttpRequest request) {
    this.version = version;
    this.request = request;
  }

  /** The index after the empty line that ends a head, or -1 when that line is not there. */
  static int end(byte[] bytes, int length) {
    for (int i = 1; i < length; i++) {
      if (bytes[i] == '\n'
          && (bytes[i - 1] == '\n' || i >= 3 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n')) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Reads the head that ends at {@code end}. */
  static HttpHead parse(byte[] bytes, int end) throws HttpRefusal {
    String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r?\n");
    String[] requestLine = lines.length == 0 ? new String[0] : lines[0].split(" ", -1);
    if (requestLine.length != 3 || !isToken(requestLine[0])) {
      throw new HttpRefusal(400, "not an HTTP request");
    }
    String version = requestLine[2];
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new HttpRefusal(505, "only HTTP/1.1 and HTTP/1.0 are supported here");
    }
    Map<String, String> headers = new LinkedHashMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0 || !isToken(lines[i].substring(0, colon))) {
        throw new HttpRefusal(400, "not an HTTP header in line " + (i + 1));
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).trim();
      if (name.equals("host") && headers.containsKey(name)) {
        throw new HttpRefusal(400, "two Host headers");
      }
      headers.put(name, headers.containsKey(name) ? headers.get(name) + ", " + value : value);
    }
    if (version.equals("HTTP/1.1") && !headers.containsKey("host")) {
      throw new HttpRefusal(400, "no Host header");
    }
    String target = requestLine[1];
    Matcher absolute = ABSOLUTE.matcher(target);
    if (absolute.matches()) {
      // Section 3.2.2: this replaces Host.
      headers.put("host", absolute.group(1));
      target = absolute.group(2).startsWith("/") ? absolute.group(2) : "/" + absolute.group(2);
    }
    return new HttpHead(version, new HttpRequest(requestLine[0], path(target), headers));
  }

  /** Whether the client wants to use the same connection for its next request. */
  boolean keepsAlive() {
    String connection = request.header("connection");
    String options = connection == null ? "" : connection.toLowerCase(Locale.ROOT);
    return version.equals("HTTP/1.1") ? !options.contains("close") : options.contains("keep-alive");
  }

  /**
   * Whether the client may read until the server ends the connection: HTTP/1.0 has clients that do
   * not know Content-Length.
   */
  boolean readsToTheEnd() {
    return version.equals("HTTP/1.0") && !keepsAlive();
  }

  boolean announcesBody() {
    String contentLength = request.header("content-length");
    return request.header("transfer-encoding") != null
        || contentLength != null && !contentLength.equals("0");
  }

  private static String path(String target) throws HttpRefusal {
    if (!target.startsWith("/")) {
      throw new HttpRefusal(400, "not a path");
    }
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letterOrDigit && TOKEN_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
