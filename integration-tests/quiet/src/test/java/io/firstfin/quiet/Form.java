package io.firstfin.quiet;

/** The options of the agent. */
enum Form {
  DEFAULTS("defaults", ""),

  /**
   * Low enough that a mistake of a few connections a second would be seen in a run of half a
   * minute, and no lower than what health checks every second leave, which is 60 sockets in
   * TIME_WAIT.
   */
  LOW("low", ",interval=1s,warn.time-wait=150,warn.close-wait=1,warn.ports=2%,warn.repeat=1m");

  final String label;
  private final String options;

  Form(String label, String options) {
    this.label = label;
    this.options = options;
  }

  String options(String log) {
    return "log=" + log + options;
  }
}
