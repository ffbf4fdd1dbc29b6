package io.firstfin.kernel;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The directory into which JNA's native code is unpacked, for the moment in which it loads. */
public final class NativeDirectory {
  /** JNA's own property, by which users name the directory. */
  public static final String PROPERTY = "jna.tmpdir";

  private static final String MOUNTS = "/proc/self/mountinfo";

  /** Fields of a line of mountinfo (proc_pid_mountinfo(5)). */
  private static final int MOUNT_POINT = 4;

  private static final int MOUNT_OPTIONS = 5;

  private NativeDirectory() {}

  /**
   * The directory that the user has named, or the first that can be written to and whose files may
   * be executed.
   *
   * @throws KernelException when there is none; the message says what to do
   */
  public static File choose() throws KernelException {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      File directory = new File(named);
      directory.mkdirs();
      if (isUsable(directory)) {
        return directory;
      }
      throw new KernelException(
          "JNA cannot unpack its native code: "
              + PROPERTY
              + "="
              + named
              + " cannot be written to; name a directory that can");
    }
    String temporary = System.getProperty("java.io.tmpdir", "/tmp");
    String[] paths = {temporary, "/dev/shm", System.getProperty("user.home", "/")};
    for (String path : paths) {
      File directory = new File(path);
      if (isUsable(directory) && mayExecute(directory)) {
        return directory;
      }
    }
    throw new KernelException(
        "JNA cannot unpack its native code: none of "
            + String.join(", ", paths)
            + " can be written to and executed from; name a directory with -D"
            + PROPERTY);
  }

  private static boolean isUsable(File directory) {
    return directory.isDirectory() && directory.canWrite();
  }

  /** Whether the file system is mounted without {@code noexec}; true where that is not known. */
  private static boolean mayExecute(File directory) {
    try (BufferedReader mounts =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(MOUNTS), StandardCharsets.UTF_8))) {
      return mayExecute(directory.getCanonicalPath(), mounts);
    } catch (IOException e) {
      return true;
    }
  }

  /** {@code mounts} has the lines of mountinfo; of two at one place the later one counts. */
  static boolean mayExecute(String directory, BufferedReader mounts) throws IOException {
    String longest = "";
    boolean may = true;
    for (String line = mounts.readLine(); line != null; line = mounts.readLine()) {
      String[] fields = line.split(" ");
      if (fields.length > MOUNT_OPTIONS) {
        String point = fields[MOUNT_POINT];
        String folder = point.endsWith("/") ? point : point + "/";
        if (point.length() >= longest.length() && (directory + "/").startsWith(folder)) {
          longest = point;
          may = !("," + fields[MOUNT_OPTIONS] + ",").contains(",noexec,");
        }
      }
    }
    return may;
  }
}
