package io.firstfin.integration;

import org.junit.jupiter.api.Assumptions;

/** Whether the kernel lets Netty use io_uring; containers often forbid it. */
final class IoUring {
  private IoUring() {}

  /** Skips the test where it does not, and says why. */
  static void assume(Jdk jdk) {
    String answer =
        Command.run(
                jdk.java().toString(),
                "-cp",
                System.getProperty("firstfin.truth.classpath"),
                "com.example.truth.NettyIoUring")
            .out()
            .strip();
    Assumptions.assumeTrue(answer.equals("available"), () -> "no io_uring: " + answer);
  }
}
