package io.firstfin.diagnose;

/** The order in which findings are shown: first what fails now. */
public enum RuleGroup {
  /** Calls fail, or will soon. */
  FAILURES,

  /** Sockets grow old in a state that they should leave. */
  AGES,

  /** Connections are closed too often. */
  RATES,

  /** Worth knowing, and harmless. */
  HARMLESS
}
