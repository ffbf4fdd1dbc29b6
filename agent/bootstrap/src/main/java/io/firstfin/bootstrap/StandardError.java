package io.firstfin.bootstrap;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * The agent's stream to the process's standard error. There is one for the life of the JVM, because
 * {@link FileDescriptor#err} keeps each stream that was ever made for it.
 */
public final class StandardError {
  /** Never closed: the descriptor belongs to the process. */
  public static final FileOutputStream STREAM = new FileOutputStream(FileDescriptor.err);

  private StandardError() {}
}
