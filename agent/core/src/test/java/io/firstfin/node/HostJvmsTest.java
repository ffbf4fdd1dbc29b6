package io.firstfin.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostJvmsTest {
  private static final String LIBJVM = "7f00-7f01 r-xp 0 00:00 1 /usr/lib/jvm/libjvm.so\n";

  @TempDir Path proc;

  @BeforeEach
  void thisProcessAndAJvm() throws IOException {
    write("self/status", "Pid:\t7\n");
    write("7/cmdline", "java\0-jar\0firstfin.jar\0");
    write("7/maps", LIBJVM);
    write("42/cmdline", "java\0-jar\0/opt/shop.jar\0");
    write("42/maps", LIBJVM);
    write("42/task/42/comm", "java\n");
    link("42/ns/net", "net:[4026531840]");
  }

  @Test
  void aJvmHasItsNameAndNamespace() {
    HostJvm jvm = jvms().get(0);

    assertEquals("42", jvm.pid);
    assertEquals("/opt/shop.jar", jvm.main);
    assertEquals("shop.jar", jvm.name);
    assertEquals("4026531840", jvm.namespace);
  }

  @Test
  void theAgentsThreadShowsThatAJvmIsWatched() throws IOException {
    assertFalse(jvms().get(0).seemsWatched);

    write("42/task/43/comm", "firstfin\n");
    assertTrue(jvms().get(0).seemsWatched);
  }

  @Test
  void otherProcessesAndThisOneAreNoJvmsToList() throws IOException {
    write("50/cmdline", "sleep\060\0");
    write("50/maps", "7f00-7f01 r-xp 0 00:00 1 /usr/bin/sleep\n");
    write("51/cmdline", "");

    assertEquals(List.of("42"), pids());
  }

  @Test
  void aProcessThatCannotBeLookedIntoIsAJvmByItsName() throws IOException {
    write("50/cmdline", "/usr/bin/java\0Shop\0");
    write("50/status", "Pid:\t50\n");
    write("51/cmdline", "/usr/bin/python3\0shop.py\0");

    assertEquals(List.of("42", "50"), pids());
    assertEquals("", jvms().get(1).namespace);
  }

  @Test
  void whereTheCommandLineDoesNotTellTheMainClassTheJvmDoes() throws IOException {
    write("42/cmdline", "java\0@flags\0");

    assertEquals("com.acme.Shop", jvms().get(0).name);
  }

  private List<String> pids() {
    return jvms().stream().map(jvm -> jvm.pid).collect(Collectors.toList());
  }

  private List<HostJvm> jvms() {
    return new HostJvms(proc.toFile()).list(pid -> "com.acme.Shop");
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(proc.resolve(path).getParent());
    Files.writeString(proc.resolve(path), text);
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(proc.resolve(path).getParent());
    Files.createSymbolicLink(proc.resolve(path), Path.of(target));
  }
}
