package io.firstfin.truth;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;

/** Whether the kernel and the JDK let Netty 4.2 use io_uring; containers often forbid it. */
final class IoUring {
  private static final String AVAILABLE = "available";

  private IoUring() {}

  static boolean isPossible(Jdk jdk, String classPath) {
    return whyNot(jdk, classPath).isEmpty();
  }

  /** The reason that Netty gives; empty where io_uring is possible. */
  static String whyNot(Jdk jdk, String classPath) {
    String answer =
        Command.run(jdk.java().toString(), "-cp", classPath, "com.example.truth.NettyIoUring")
            .out()
            .strip();
    return answer.equals(AVAILABLE) ? "" : "no io_uring: " + answer;
  }
}
