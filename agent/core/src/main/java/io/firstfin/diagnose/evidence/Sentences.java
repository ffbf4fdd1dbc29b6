package io.firstfin.diagnose.evidence;

/** What several rules say in the same words. */
public final class Sentences {
  /** Said with every finding about TIME_WAIT, because it is the advice that is found most often. */
  public static final String NOT_FIN_TIMEOUT =
      "net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT)";

  /** A finding that counts the same on the same subject goes on with another one's story. */
  public static final String SOCKETS_IN_TIME_WAIT = "sockets in TIME_WAIT";

  private Sentences() {}
}
