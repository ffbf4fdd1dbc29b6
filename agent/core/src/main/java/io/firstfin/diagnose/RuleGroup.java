package io.firstfin.diagnose;

/** In which order rules speak: what fails now comes first. */
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
