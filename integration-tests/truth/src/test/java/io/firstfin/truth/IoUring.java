package io.firstfin.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether the kernel and the JDK let Netty 4.2 use io_uring. */
final class IoUring {
  private IoUring() {}

  static boolean isPossible(Path jdk, String classPath) throws IOException {
    Process java =
        new ProcessBuilder(
                List.of(
                    jdk.resolve("bin/java").toString(),
                    "-cp",
                    classPath,
                    "com.example.truth.NettyIoUring"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(java.getInputStream().readAllBytes()).strip().equals("available");
  }
}
