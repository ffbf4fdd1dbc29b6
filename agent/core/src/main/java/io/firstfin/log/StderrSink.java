package io.firstfin.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard error, past {@code System.err}: an application may have replaced that by a
 * logger, or hold its lock while it waits for us.
 */
final class StderrSink implements LogSink {
  static final StderrSink INSTANCE = new StderrSink();

  /** Never closed: the descriptor belongs to the process. */
  private final FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);

  private StderrSink() {}

  @Override
  public void write(String text) {
    try {
      stderr.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // Nobody is left to tell.
    }
  }
}
