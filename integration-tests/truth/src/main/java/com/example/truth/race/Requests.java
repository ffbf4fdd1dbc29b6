package com.example.truth.race;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Requests and replies, as both programs read and write them. */
final class Requests {
  static final byte[] LINE = "hello\n".getBytes(StandardCharsets.US_ASCII);
  static final byte[] HTTP_1_0 =
      "GET / HTTP/1.0\r\nHost: race\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  static final byte[] CONNECTION_CLOSE =
      "GET / HTTP/1.1\r\nHost: race\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private Requests() {}

  /** Reads to the newline, or to the end of stream. */
  static void readLine(InputStream in) throws IOException {
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      // Reads to the end of the line.
    }
  }

  /** Reads exactly this many bytes. */
  static void read(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      int read = in.read(bytes, at, length - at);
      if (read < 0) {
        throw new EOFException("the reply has " + at + " bytes instead of " + length);
      }
      at += read;
    }
  }

  /** Reads an HTTP answer that has a Content-Length, to its last byte. */
  static void readHttp(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("no answer: " + head);
      }
      head.append((char) read);
    }
    String text = head.toString().toLowerCase(java.util.Locale.ROOT);
    int name = text.indexOf("content-length:");
    if (name < 0) {
      throw new IOException("no length: " + head);
    }
    int from = name + "content-length:".length();
    read(in, Integer.parseInt(text.substring(from, text.indexOf('\r', from)).trim()));
  }
}
