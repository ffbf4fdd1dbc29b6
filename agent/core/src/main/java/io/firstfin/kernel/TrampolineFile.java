package io.firstfin.kernel;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The temporary file from which libffi, inside JNA's native code, maps the code of native methods
 * (src/tramp.c). libffi deletes the file at once, but never closes its descriptor: each load of JNA
 * would leave one open descriptor.
 */
final class TrampolineFile {
  private static final String DESCRIPTORS = "/proc/self/fd";
  private static final String MAPPINGS = "/proc/self/maps";

  /** The name that open_temp_exec_file in src/closures.c of libffi gives the file. */
  private static final Pattern NAME = Pattern.compile(".*/ffi\\w{6} \\(deleted\\)");

  private static final int LONGEST = 512;

  private final String target;

  private TrampolineFile(String target) {
    this.target = target;
  }

  /** The files that this process has mapped now, for {@link #mappedSince}. */
  static Set<String> mapped() {
    Set<String> files = new HashSet<String>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(MAPPINGS), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int path = line.indexOf('/');
        if (path >= 0 && NAME.matcher(line.substring(path)).matches()) {
          files.add(line.substring(path));
        }
      }
    } catch (IOException e) {
      return Collections.emptySet();
    }
    return files;
  }

  /** The file that was mapped since {@code before}; null when there is none, or more than one. */
  static TrampolineFile mappedSince(Set<String> before) {
    Set<String> files = new HashSet<String>(mapped());
    files.removeAll(before);
    // If there is more than one, the application is just loading a libffi of its own, and nothing
    // shows which file is ours.
    return files.size() == 1 ? new TrampolineFile(files.iterator().next()) : null;
  }

  /** Closes the descriptor. Call this only when that libffi will bind no native method any more. */
  void close() {
    String[] names = new File(DESCRIPTORS).list();
    if (names == null) {
      return;
    }
    for (String name : names) {
      if (target(name).equals(target)) {
        Libc.close(Integer.parseInt(name));
      }
    }
  }

  private static String target(String name) {
    byte[] path = (DESCRIPTORS + '/' + name + '\0').getBytes(StandardCharsets.UTF_8);
    try (NativeMemory memory = new NativeMemory(LONGEST + path.length)) {
      for (int i = 0; i < path.length; i++) {
        memory.setU8(LONGEST + i, path[i]);
      }
      int length = (int) Libc.readlink(memory.address() + LONGEST, memory.address(), LONGEST);
      byte[] target = new byte[Math.max(0, length)];
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) memory.u8(i);
      }
      return new String(target, StandardCharsets.UTF_8);
    } catch (KernelException e) {
      return "";
    }
  }
}
