package io.firstfin.command;

import io.firstfin.node.ProcessFiles;
import java.io.File;
import java.io.IOException;
import java.util.Map;

/**
 * Asks procfs (man proc) whether a process can be attached to. This comes first, because attaching
 * sends SIGQUIT: it ends a process that is no JVM, and a JVM without the attach mechanism prints
 * all its threads.
 */
final class ProcessCheck {
  private static final int SIGQUIT = 3;

  private final File proc;
  private final File controlGroups;

  ProcessCheck(File proc) {
    this(proc, new File("/sys/fs/cgroup"));
  }

  ProcessCheck(File proc, File controlGroups) {
    this.proc = proc;
    this.controlGroups = controlGroups;
  }

  /** Where procfs is. */
  File proc() {
    return proc;
  }

  /** The pid of this process, or an empty text where there is no procfs. */
  static String self() {
    try {
      return new File("/proc/self").getCanonicalFile().getName();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns when nothing prevents attaching.
   *
   * @param jarPath the jar that the target must be able to read
   */
  void check(String pid, String jarPath) throws CommandFailure {
    check(pid);
    container(pid, new ProcessFiles(proc, pid), jarPath);
  }

  /** Returns when nothing prevents asking the agent in a JVM, which needs no jar any more. */
  void check(String pid) throws CommandFailure {
    ProcessFiles process = new ProcessFiles(proc, pid);
    Map<String, String> self = new ProcessFiles(proc, "self").status();
    if (self.isEmpty()) {
      return;
    }
    Map<String, String> status = process.status();
    if (status.isEmpty()) {
      throw CommandFailure.noJvm("there is no process " + pid);
    }
    state(pid, status);
    owner(pid, status, self);
    frozen(pid, process);
    jvm(pid, process, status);
    flags(pid, process);
  }

  private static void state(String pid, Map<String, String> status) throws CommandFailure {
    String group = status.get("Tgid");
    if (group != null && !group.equals(pid)) {
      throw new CommandFailure(pid + " is a thread of process " + group + ": give that pid");
    }
    String state = status.containsKey("State") ? status.get("State") : "";
    if (state.startsWith("Z") || state.startsWith("X")) {
      throw CommandFailure.noJvm("process " + pid + " has ended");
    }
    if (state.startsWith("T") || state.startsWith("t")) {
      throw new CommandFailure(
          "process "
              + pid
              + " is stopped and cannot answer: let it run on (kill -CONT "
              + pid
              + ")");
    }
  }

  private static void owner(String pid, Map<String, String> status, Map<String, String> self)
      throws CommandFailure {
    String theirs = effective(status, "Uid");
    String ours = effective(self, "Uid");
    if (!ours.equals(theirs) && !ours.equals("0")) {
      throw new CommandFailure(
          "process "
              + pid
              + " belongs to user id "
              + theirs
              + ": run this command as that user or as root");
    }
    if (!ours.equals("0") && !effective(status, "Gid").equals(effective(self, "Gid"))) {
      throw new CommandFailure(AttachErrors.otherGroup(pid));
    }
  }

  /** Returns the second of the four ids: real, effective, saved and file system. */
  private static String effective(Map<String, String> status, String kind) {
    String[] ids = String.valueOf(status.get(kind)).split("\\s+");
    return ids.length > 1 ? ids[1] : "";
  }

  /**
   * A process in a frozen control group, as {@code docker pause} makes it, would get the signal and
   * print all its threads when it runs again.
   */
  private void frozen(String pid, ProcessFiles process) throws CommandFailure {
    String groups = process.text("cgroup");
    for (String line : groups == null ? new String[0] : groups.split("\n")) {
      String[] parts = line.split(":", 3);
      boolean second = parts.length == 3 && parts[0].equals("0");
      if (second && contains(parts[2] + "/cgroup.events", "frozen 1")
          || parts.length == 3
              && parts[1].equals("freezer")
              && contains("/freezer" + parts[2] + "/freezer.state", "FROZEN")) {
        throw new CommandFailure(
            "process " + pid + " is frozen and cannot answer: let it run on (docker unpause)");
      }
    }
  }

  private boolean contains(String file, String text) {
    String content = ProcessFiles.text(new File(controlGroups, file));
    return content != null && content.contains(text);
  }

  private static void jvm(String pid, ProcessFiles process, Map<String, String> status)
      throws CommandFailure {
    String maps = process.text("maps");
    if (maps != null && !maps.contains("libjvm.so")) {
      throw CommandFailure.noJvm("process " + pid + " is not a JVM: no libjvm.so is loaded in it");
    }
    String caught = status.get("SigCgt");
    if (caught != null && (Long.parseUnsignedLong(caught, 16) & 1L << SIGQUIT - 1) == 0) {
      throw new CommandFailure(
          "process "
              + pid
              + " does not handle SIGQUIT, so attaching would end it: it is still starting, or was"
              + " started with -Xrs; then start it with -javaagent:firstfin.jar instead");
    }
  }

  private static void flags(String pid, ProcessFiles process) throws CommandFailure {
    String given = process.text("environ") + process.text("cmdline");
    String flags = given.replace('\0', ' ');
    if (isLast(flags, "-XX:+DisableAttachMechanism", "-XX:-DisableAttachMechanism")) {
      throw new CommandFailure(AttachErrors.noAttachMechanism(pid));
    }
    if (isLast(flags, "-XX:-EnableDynamicAgentLoading", "-XX:+EnableDynamicAgentLoading")) {
      throw new CommandFailure(AttachErrors.noDynamicLoading(pid));
    }
  }

  private static boolean isLast(String flags, String flag, String opposite) {
    return flags.lastIndexOf(flag) > flags.lastIndexOf(opposite);
  }

  private void container(String pid, ProcessFiles process, String jarPath) throws CommandFailure {
    String theirs = process.link("ns/mnt");
    String ours = new ProcessFiles(proc, "self").link("ns/mnt");
    boolean apart = theirs != null && ours != null && !theirs.equals(ours);
    if (apart && !process.file("root" + jarPath).isFile()) {
      throw new CommandFailure(
          "process "
              + pid
              + " is in another container, which has no "
              + jarPath
              + ": copy the jar to that path there, or run this command in that container");
    }
  }
}
