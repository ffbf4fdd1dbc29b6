package io.firstfin.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessCheckTest {
  private static final String JVM_SIGNALS = "2000000181005ccf";

  @TempDir Path proc;

  @BeforeEach
  void aJvmOfTheSameUser() throws Exception {
    status("self", "1", "S (sleeping)", 1000, JVM_SIGNALS);
    status("42", "42", "S (sleeping)", 1000, JVM_SIGNALS);
    write("42/maps", "7f00-7f01 r-xp 0 00:00 1 /usr/lib/jvm/lib/server/libjvm.so\n");
    write("42/cmdline", "java\0-jar\0shop.jar\0");
    write("42/environ", "PATH=/bin\0");
    namespace("self", "mnt:[1]");
    namespace("42", "mnt:[1]");
  }

  @Test
  void aJvmOfTheSameUserPasses() {
    assertDoesNotThrow(this::check);
  }

  @Test
  void withoutProcfsNothingIsRefused() {
    ProcessCheck check = new ProcessCheck(proc.resolve("none").toFile());

    assertDoesNotThrow(() -> check.check("42", "/opt/firstfin.jar"));
  }

  @Test
  void aPidThatIsFreeIsRefusedAndJvmsAreListed() {
    ProcessCheck check = new ProcessCheck(proc.toFile());
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> check.check("43", "/opt/firstfin.jar"));

    assertEquals("there is no process 43", failure.getMessage());
    assertTrue(failure.namesNoJvm());
  }

  @Test
  void aThreadIsRefused() throws Exception {
    status("42", "40", "S (sleeping)", 1000, JVM_SIGNALS);

    assertEquals("42 is a thread of process 40: give that pid", refusal());
  }

  @Test
  void aZombieIsRefused() throws Exception {
    status("42", "42", "Z (zombie)", 1000, JVM_SIGNALS);

    assertEquals("process 42 has ended", refusal());
  }

  @Test
  void aStoppedProcessIsRefused() throws Exception {
    status("42", "42", "T (stopped)", 1000, JVM_SIGNALS);

    assertTrue(refusal().startsWith("process 42 is stopped"));
  }

  @Test
  void aProcessOfAnotherUserIsRefused() throws Exception {
    status("42", "42", "S (sleeping)", 1001, JVM_SIGNALS);

    assertEquals(
        "process 42 belongs to user id 1001: run this command as that user or as root", refusal());
  }

  @Test
  void rootMayAttachToAnothersProcess() throws Exception {
    status("self", "1", "S (sleeping)", 0, JVM_SIGNALS);

    assertDoesNotThrow(this::check);
  }

  @Test
  void aProcessOfAnotherGroupIsRefused() throws Exception {
    Path status = proc.resolve("42/status");
    Files.writeString(status, Files.readString(status).replace("Gid:\t1000\t1000", "Gid:\t0\t0"));

    assertTrue(refusal().startsWith("process 42 runs with another group id"), refusal());
  }

  @Test
  void aFrozenProcessIsRefused() throws Exception {
    write("42/cgroup", "0::/shop\n");
    write("groups/shop/cgroup.events", "populated 1\nfrozen 0\n");
    assertDoesNotThrow(this::check);

    write("groups/shop/cgroup.events", "populated 1\nfrozen 1\n");
    assertTrue(refusal().startsWith("process 42 is frozen"), refusal());
  }

  @Test
  void aProcessWithoutLibjvmIsRefused() throws Exception {
    write("42/maps", "7f00-7f01 r-xp 0 00:00 1 /usr/bin/python3\n");

    assertEquals("process 42 is not a JVM: no libjvm.so is loaded in it", refusal());
  }

  @Test
  void aProcessThatSigquitWouldEndIsRefused() throws Exception {
    status("42", "42", "S (sleeping)", 1000, "2000000181005ccb");

    assertTrue(refusal().contains("attaching would end it"));
  }

  @Test
  void theLastOfContradictingFlagsDecides() throws Exception {
    write("42/cmdline", "java\0-XX:-DisableAttachMechanism\0-XX:+DisableAttachMechanism\0Shop\0");
    assertTrue(refusal().contains("was started with -XX:+DisableAttachMechanism"));

    write("42/cmdline", "java\0-XX:+DisableAttachMechanism\0-XX:-DisableAttachMechanism\0Shop\0");
    assertDoesNotThrow(this::check);
  }

  @Test
  void flagsFromTheEnvironmentCount() throws Exception {
    write("42/environ", "JAVA_TOOL_OPTIONS=-XX:-EnableDynamicAgentLoading\0");

    assertTrue(refusal().contains("was started with -XX:-EnableDynamicAgentLoading"));
  }

  @Test
  void anotherContainerNeedsTheJarAtTheSamePath() throws Exception {
    Files.delete(proc.resolve("42/ns/mnt"));
    namespace("42", "mnt:[2]");
    assertTrue(refusal().contains("another container, which has no /opt/firstfin.jar"));

    write("42/root/opt/firstfin.jar", "");
    assertDoesNotThrow(this::check);
  }

  private String refusal() {
    return assertThrows(CommandFailure.class, this::check).getMessage();
  }

  private void check() throws CommandFailure {
    new ProcessCheck(proc.toFile(), proc.resolve("groups").toFile())
        .check("42", "/opt/firstfin.jar");
  }

  private void status(String pid, String group, String state, int user, String caught)
      throws Exception {
    String users = user + "\t" + user + "\t" + user + "\t" + user;
    write(
        pid + "/status",
        "Name:\tjava\nState:\t"
            + state
            + "\nTgid:\t"
            + group
            + "\nUid:\t"
            + users
            + "\nGid:\t"
            + users
            + "\nSigCgt:\t"
            + caught
            + "\n");
  }

  private void namespace(String pid, String name) throws Exception {
    Path folder = Files.createDirectories(proc.resolve(pid).resolve("ns"));
    Files.createSymbolicLink(folder.resolve("mnt"), Path.of(name));
  }

  private void write(String path, String text) throws Exception {
    Path file = proc.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
