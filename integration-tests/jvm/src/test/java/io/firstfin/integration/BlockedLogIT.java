package io.firstfin.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import io.firstfin.support.OnTwoJdks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A log that takes nothing stops neither the application nor the JVM's own threads. */
class BlockedLogIT {
  private static final int STATUS = 5;

  /** Standard error is a pipe that is full, and that nobody reads. */
  private static final String FULL_PIPE =
      "exec 3<>\"$0\"; dd if=/dev/zero bs=65536 count=1 >&3 2>/dev/null; exec \"$@\" 2>&3";

  @TempDir Path folder;

  @OnTwoJdks
  void anApplicationWhoseStandardErrorNobodyReadsStartsAndCanBeAttachedTo(Jdk jdk) {
    try (JvmProcess jvm = withFullPipe(jdk).agent("").start("LooksUp")) {
      jvm.awaitOut("ready");
      String pid = Long.toString(jvm.pid());
      assertTrue(Cli.report(jdk, jvm).closes().total() > 0, jvm::toString);
      Command.Result detach = Cli.run(jdk, "detach", pid);
      assertEquals(0, detach.status(), detach::toString);
      Command.Result jcmd = Command.run(jdk.jcmd().toString(), pid, "VM.version");
      assertEquals(0, jcmd.status(), jcmd::toString);
      assertEquals(0, jvm.end(), jvm::toString);
    }
  }

  @OnTwoJdks
  void aNamedPipeIsNoLog(Jdk jdk) {
    Path pipe = pipe("log");
    try (JvmProcess jvm =
        JvmProcess.on(jdk).agent("log=" + pipe).start("OneConnection", Ports.block(), STATUS)) {
      jvm.awaitOut("done");
      jvm.awaitErr("log file " + pipe + " cannot be written: it is a pipe");
      assertEquals(STATUS, jvm.end(), jvm::toString);
    }
  }

  private JvmProcess.Builder withFullPipe(Jdk jdk) {
    String pipe = pipe("stderr").toString();
    JvmProcess.Builder builder = JvmProcess.on(jdk).through(List.of("sh", "-c", FULL_PIPE, pipe));
    // Without this the JVM itself writes a warning of any agent that is loaded late, and waits.
    return jdk.feature() < 21 ? builder : builder.option("-XX:+EnableDynamicAgentLoading");
  }

  private Path pipe(String name) {
    Path pipe = folder.resolve(name);
    Command.Result made = Command.run("mkfifo", pipe.toString());
    assertEquals(0, made.status(), made::toString);
    return pipe;
  }
}
