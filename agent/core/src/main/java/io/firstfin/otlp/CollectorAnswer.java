package io.firstfin.otlp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads a receiver's answer, of which only the success counts (RFC 9112). */
final class CollectorAnswer {
  private static final int LARGEST_LINE = 8_192;
  private static final int MOST_LINES = 100;
  private static final long LARGEST_ANSWER = 65_536;

  private final InputStream in;

  private CollectorAnswer(InputStream in) {
    this.in = in;
  }

  /**
   * Reads one answer, and returns whether the connection can be used again.
   *
   * @throws IOException when the answer is not a success; its message is one line for people
   */
  static boolean keepsConnection(InputStream in) throws IOException {
    return new CollectorAnswer(in).read();
  }

  private boolean read() throws IOException {
    String status = line();
    String[] parts = status.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
      throw new IOException("the answer is not HTTP");
    }
    boolean keeps = parts[0].equals("HTTP/1.1");
    long length = -1;
    int lines = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (++lines > MOST_LINES) {
        throw new IOException("the answer's head has no end");
      }
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = length(header.substring("content-length:".length()).trim());
      } else if (header.startsWith("connection:") && header.contains("close")) {
        keeps = false;
      }
    }
    if (!parts[1].startsWith("2")) {
      throw new IOException("it answers " + parts[1] + (parts.length > 2 ? " " + parts[2] : ""));
    }
    return keeps && length >= 0 && length <= LARGEST_ANSWER && skipped(length);
  }

  private static long length(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("the answer is not HTTP");
    }
  }

  private boolean skipped(long length) throws IOException {
    for (long left = length; left > 0; left--) {
      if (in.read() < 0) {
        return false;
      }
    }
    return true;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("it closed the connection without an answer");
      }
      if (line.size() >= LARGEST_LINE) {
        throw new IOException("the answer is not HTTP");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
