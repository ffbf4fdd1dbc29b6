package io.firstfin.options;

/** How the kernel's socket tables are to be read. */
public enum KernelReader {
  /** {@link #SOCK_DIAG} where the kernel answers it, else {@link #PROCFS}. */
  AUTO,
  SOCK_DIAG,
  PROCFS,
  /** Not at all: closes are still recorded. */
  OFF
}
