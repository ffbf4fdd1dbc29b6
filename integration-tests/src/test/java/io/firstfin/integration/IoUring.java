package io.firstfin.integration;

import org.junit.jupiter.api.Assumptions;

/** Whether the kernel lets Netty use io_uring; containers often forbid it. */
final class IoUring {
  private IoUring() {}

  /** Skips the test where it does not, and says why. */
  static void assume() {
    Assumptions.assumeTrue(Answer.TEXT.equals("available"), () -> "no io_uring: " + Answer.TEXT);
  }

  /** Asked once. */
  private static final class Answer {
    static final String TEXT =
        Command.run(
                Jdk.oldest().java().toString(),
                "-cp",
                System.getProperty("firstfin.truth.classpath"),
                "com.example.truth.NettyIoUring")
            .out()
            .strip();
  }
}
