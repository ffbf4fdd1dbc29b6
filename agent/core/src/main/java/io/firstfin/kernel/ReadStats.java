package io.firstfin.kernel;

/** Counts of one pass over the kernel's socket tables. */
public final class ReadStats {
  /** Sockets that were visited, each once. */
  public final int seen;

  /** Entries left out because the same socket had been visited in this pass. */
  public final int repeated;

  /** Datagrams (sock_diag) or blocks of text (procfs) that were received. */
  public final int messages;

  public ReadStats(int seen, int repeated, int messages) {
    this.seen = seen;
    this.repeated = repeated;
    this.messages = messages;
  }

  @Override
  public String toString() {
    return "seen=" + seen + " repeated=" + repeated + " messages=" + messages;
  }
}
