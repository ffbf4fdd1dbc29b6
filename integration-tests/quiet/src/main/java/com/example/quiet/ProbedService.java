package com.example.quiet;

/**
 * A web server whose health is checked from outside, and a pool of four connections that are used
 * now and then: between two uses the pool closes them.
 *
 * <p>Arguments: port.
 */
public final class ProbedService {
  private static final int CALLS_AT_ONCE = 4;
  private static final int PAUSE_MILLIS = 10_000;

  private ProbedService() {}

  public static void main(String[] arguments) throws Exception {
    // Seconds; less than the pause, so that the pool evicts.
    System.setProperty("jdk.httpclient.keepalive.timeout", "4");
    WebServer server = WebServer.start(Integer.parseInt(arguments[0]));
    Work work = new Work(CALLS_AT_ONCE);
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      work.every(PAUSE_MILLIS, server::call);
    }
    work.untilInputEnds();
  }
}
