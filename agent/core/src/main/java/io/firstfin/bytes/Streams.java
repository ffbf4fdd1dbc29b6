package io.firstfin.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads whole streams, for which Java 8 has no method. */
public final class Streams {
  private static final int STEP = 8192;

  private Streams() {}

  /** All bytes up to the end; does not close the stream. */
  public static byte[] readAll(InputStream in) throws IOException {
    return read(in, Integer.MAX_VALUE);
  }

  /**
   * All bytes up to the end, but at most {@code most + 1} of them, so that the caller sees when
   * there are too many.
   */
  public static byte[] readAtMost(InputStream in, int most) throws IOException {
    return read(in, most + 1);
  }

  private static byte[] read(InputStream in, int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(STEP);
    byte[] buffer = new byte[STEP];
    while (bytes.size() < limit) {
      int read = in.read(buffer, 0, Math.min(STEP, limit - bytes.size()));
      if (read < 0) {
        break;
      }
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }
}
