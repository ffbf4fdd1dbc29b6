package com.example.quiet;

/**
 * A hundred calls a second over kept connections, to a web server in the same process.
 *
 * <p>Arguments: port.
 */
public final class KeptAliveLoad {
  private static final int CALLS_AT_ONCE = 5;
  private static final int EACH_MILLIS = 50;

  private KeptAliveLoad() {}

  public static void main(String[] arguments) throws Exception {
    WebServer server = WebServer.start(Integer.parseInt(arguments[0]));
    Work work = new Work(CALLS_AT_ONCE);
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      work.every(EACH_MILLIS, server::call);
    }
    work.untilInputEnds();
  }
}
