package io.firstfin.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK of this machine. The JDKs that the environment variable {@code FIRSTFIN_JDKS} names (homes,
 * separated by colons or spaces) are used as they are. Without it, they are the one that runs the
 * tests, and those under /usr/lib/jvm, one of each feature version from 17 on.
 */
public record Jdk(Path home, int feature) {
  private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
  private static final int OLDEST_SOUGHT = 17;

  /** Searched when a test first asks for them, and printed then. */
  private static final class All {
    static final List<Jdk> JDKS = find();
  }

  public static List<Jdk> all() {
    return All.JDKS;
  }

  public static Jdk oldest() {
    return All.JDKS.get(0);
  }

  public static Jdk newest() {
    return All.JDKS.get(All.JDKS.size() - 1);
  }

  /** Both ends; one JDK where there is only one. */
  public static List<Jdk> oldestAndNewest() {
    return oldest().equals(newest()) ? List.of(oldest()) : List.of(oldest(), newest());
  }

  /**
   * The JDK with this home.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Jdk at(Path home) {
    int feature = feature(home);
    if (feature < 0) {
      throw new IllegalArgumentException(home + "/bin/java does not tell its version");
    }
    return new Jdk(home, feature);
  }

  /** The JDK that runs the tests. */
  public static Jdk running() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  public Path java() {
    return home.resolve("bin/java");
  }

  public Path jcmd() {
    return home.resolve("bin/jcmd");
  }

  public Path keytool() {
    return home.resolve("bin/keytool");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }

  private static List<Jdk> find() {
    String named = System.getenv("FIRSTFIN_JDKS");
    List<Jdk> jdks = named == null || named.isBlank() ? found() : named(named);
    System.out.println("JDKs under test: " + jdks.stream().map(j -> j + " " + j.home).toList());
    return jdks;
  }

  private static List<Jdk> named(String homes) {
    List<Jdk> jdks = new ArrayList<>();
    for (String home : homes.trim().split("[\\s" + File.pathSeparator + "]+")) {
      int feature = feature(Path.of(home));
      if (feature < 0) {
        throw new IllegalStateException("FIRSTFIN_JDKS names " + home + ", which has no java");
      }
      jdks.add(new Jdk(Path.of(home), feature));
    }
    return jdks;
  }

  private static List<Jdk> found() {
    TreeMap<Integer, Jdk> byFeature = new TreeMap<>();
    Jdk running = running();
    byFeature.put(running.feature, running);
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> homes = Files.list(installed)) {
        for (Path home : homes.sorted().toList()) {
          int feature = feature(home);
          if (feature >= OLDEST_SOUGHT) {
            byFeature.putIfAbsent(feature, new Jdk(home, feature));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(byFeature.values());
  }

  /** The feature version that the home's java prints, or -1 when there is no java that answers. */
  private static int feature(Path home) {
    Path java = home.resolve("bin/java");
    if (!Files.isExecutable(java)) {
      return -1;
    }
    Command.Result result = Command.run(java.toString(), "-version");
    Matcher version = VERSION.matcher(result.err());
    return result.status() == 0 && version.find() ? Integer.parseInt(version.group(1)) : -1;
  }
}
