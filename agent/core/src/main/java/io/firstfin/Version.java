package io.firstfin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this agent. */
public final class Version {
  private static final String TEXT = read();

  private Version() {}

  /** {@code 0.1.0}, as the build wrote it down; {@code unknown} where that is lost. */
  public static String text() {
    return TEXT;
  }

  private static String read() {
    Properties properties = new Properties();
    try {
      InputStream in = Version.class.getResourceAsStream("version.properties");
      if (in != null) {
        try {
          properties.load(in);
        } finally {
          in.close();
        }
      }
    } catch (IOException e) {
      // A version that cannot be read is no reason to fail.
    }
    return properties.getProperty("version", "unknown");
  }
}
