package io.firstfin.truth;

/** Which end ended a connection first, and how. */
enum Verdict {
  LOCAL_FIN,
  LOCAL_RST,
  REMOTE_FIN,
  REMOTE_RST,
  /** The peer's FIN, after which this end's close sent a reset. */
  REMOTE_FIN_RST,
  SIMULTANEOUS_FIN,
  /** Only the agent says this, where it could not ask the kernel. */
  UNKNOWN;

  static Verdict of(String initiator, String how, String reset) {
    boolean resets = initiator.equals("remote") && how.equals("fin") && reset.equals("local");
    String name =
        (initiator + '_' + how + (resets ? "_rst" : "")).toUpperCase(java.util.Locale.ROOT);
    for (Verdict verdict : values()) {
      if (verdict.name().equals(name)) {
        return verdict;
      }
    }
    return UNKNOWN;
  }

  static boolean sameInitiator(Verdict one, Verdict other) {
    return one.initiator().equals(other.initiator());
  }

  private String initiator() {
    return name().split("_")[0];
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
