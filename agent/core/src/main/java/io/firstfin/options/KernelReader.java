package io.firstfin.options;

/** How the agent reads the kernel's socket tables. */
public enum KernelReader {
  /** {@link #SOCK_DIAG} where the kernel answers it, otherwise {@link #PROCFS}. */
  AUTO,
  SOCK_DIAG,
  PROCFS,
  /** The tables are not read: closes are still recorded. */
  OFF
}
