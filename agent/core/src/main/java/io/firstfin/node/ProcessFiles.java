package io.firstfin.node;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of one process below /proc (proc(5)). What cannot be read is null or empty. */
public final class ProcessFiles {
  private final File folder;

  /** {@code pid} may also be {@code self}. */
  public ProcessFiles(File proc, String pid) {
    folder = new File(proc, pid);
  }

  public File file(String name) {
    return new File(folder, name);
  }

  /** The file's text, each byte as one character; null when it cannot be read. */
  public String text(String name) {
    return text(file(name));
  }

  /** The text of any small file, as {@link #text(String)}. */
  public static String text(File file) {
    try {
      return new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return null;
    }
  }

  /** The target of a symbolic link; null when it cannot be read. */
  public String link(String name) {
    try {
      return Files.readSymbolicLink(file(name).toPath()).toString();
    } catch (IOException e) {
      return null;
    }
  }

  /** The lines of {@code status} by their names; empty when there is no such process. */
  public Map<String, String> status() {
    Map<String, String> status = new HashMap<String, String>();
    String text = text("status");
    for (String line : text == null ? new String[0] : text.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        status.put(line.substring(0, colon), line.substring(colon + 1).trim());
      }
    }
    return status;
  }

  /** The words of {@code cmdline} or {@code environ}, each of which ends with a zero byte. */
  List<String> words(String name) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(name).toPath());
    } catch (IOException e) {
      return Collections.emptyList();
    }
    return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
  }

  /** The number of a namespace, as {@code net} or {@code mnt}; empty when it cannot be read. */
  String namespace(String kind) {
    String link = link("ns/" + kind);
    return link == null ? "" : link.replaceAll("\\D+", "");
  }
}
