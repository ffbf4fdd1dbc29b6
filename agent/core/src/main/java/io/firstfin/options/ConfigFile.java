package io.firstfin.options;

import io.firstfin.bytes.Streams;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Reads options from a properties file in UTF-8. */
final class ConfigFile {
  /** No list of options is this long: a larger file is not one of the agent's. */
  private static final long MAX_BYTES = 1 << 20;

  private ConfigFile() {}

  static Source read(String path) {
    final Source source = new Source();
    final String where = Source.shown(path);
    try {
      Properties lines =
          new Properties() {
            private static final long serialVersionUID = 1;

            // Properties.load passes every line to put: only there can a repeated key be seen.
            @Override
            public synchronized Object put(Object name, Object value) {
              add(source, where, (String) name, (String) value);
              return null;
            }
          };
      lines.load(open(new File(path)));
    } catch (IOException e) {
      unreadable(source, where, e.getMessage());
    } catch (IllegalArgumentException e) {
      unreadable(source, where, e.getMessage());
    } catch (SecurityException e) {
      unreadable(source, where, "the security manager forbids it");
    }
    return source;
  }

  private static void add(Source source, String where, String name, String value) {
    Key<?> key = Keys.named(name);
    if (key == null) {
      source.unknown(where, name);
    } else if (key == Keys.CONFIG) {
      String what = "config=" + Source.shown(value) + " in a file; accepted is every other option";
      source.problem(where, what, null);
    } else {
      source.put(key, Source.unquoted(value), where);
    }
  }

  private static Reader open(File file) throws IOException {
    if (!file.isFile()) {
      throw new IOException(file.exists() ? "it is not a file" : "it does not exist");
    }
    if (!file.canRead()) {
      throw new IOException("this user may not read it");
    }
    if (file.length() > MAX_BYTES) {
      throw new IOException("it is larger than 1 MiB");
    }
    try (InputStream in = new FileInputStream(file)) {
      return new StringReader(new String(Streams.readAll(in), StandardCharsets.UTF_8));
    }
  }

  private static void unreadable(Source source, String where, String why) {
    String what = "config=" + where + " cannot be read (" + why + ")";
    source.problem("options", what + "; accepted is a readable properties file", null);
  }
}
