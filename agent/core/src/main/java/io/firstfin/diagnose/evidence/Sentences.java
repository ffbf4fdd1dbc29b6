package io.firstfin.diagnose.evidence;

/** Sentences and units that several rules use. */
public final class Sentences {
  /** In every finding about TIME_WAIT, because this wrong advice is found most often. */
  public static final String NOT_FIN_TIMEOUT =
      "net.ipv4.tcp_fin_timeout (it governs FIN_WAIT_2, not TIME_WAIT)";

  /** A finding with the same unit on the same subject takes over another one's life. */
  public static final String SOCKETS_IN_TIME_WAIT = "sockets in TIME_WAIT";

  private Sentences() {}
}
