package io.firstfin.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class Jdks {
  private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");

  private Jdks() {}

  /** Those of FIRSTFIN_JDKS, or one of each feature version under /usr/lib/jvm. */
  static List<Path> all() {
    String named = System.getenv("FIRSTFIN_JDKS");
    if (named != null && !named.isBlank()) {
      List<Path> homes = new ArrayList<>();
      for (String home : named.trim().split("[\\s:]+")) {
        homes.add(Path.of(home));
      }
      return homes;
    }
    Map<Integer, Path> byFeature = new TreeMap<>();
    try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
      for (Path home : homes.sorted().toList()) {
        if (Files.isExecutable(home.resolve("bin/java"))) {
          byFeature.putIfAbsent(feature(home), home);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(byFeature.values());
  }

  /** The feature version that the home's java tells. */
  static int feature(Path home) throws IOException {
    Process java =
        new ProcessBuilder(home.resolve("bin/java").toString(), "-version")
            .redirectErrorStream(true)
            .start();
    Matcher version = VERSION.matcher(new String(java.getInputStream().readAllBytes()));
    if (!version.find()) {
      throw new IOException(home + "/bin/java does not tell its version");
    }
    return Integer.parseInt(version.group(1));
  }
}
