package io.firstfin.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads small files of /proc as a whole. */
final class ProcText {
  private ProcText() {}

  /**
   * Reads the file's bytes into the buffer, from index 0, and returns their number; -1 when the
   * file cannot be read or does not fit.
   */
  static int read(String file, byte[] buffer) {
    try (FileInputStream in = new FileInputStream(file)) {
      return read(in, buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  /** The same for what is left of an open file. */
  static int read(FileInputStream in, byte[] buffer) throws IOException {
    int length = 0;
    while (length < buffer.length) {
      int count = in.read(buffer, length, buffer.length - length);
      if (count < 0) {
        return length;
      }
      length += count;
    }
    return -1;
  }

  /**
   * The file's text without leading and trailing white space; null when the file cannot be read.
   */
  static String read(String file) {
    byte[] buffer = new byte[64 * 1024];
    int length = read(file, buffer);
    return length < 0 ? null : new String(buffer, 0, length, StandardCharsets.US_ASCII).trim();
  }
}
