package io.firstfin.log;

import io.firstfin.bootstrap.StandardError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The process's standard error. It does not use {@code System.err}: an application may have
 * replaced that by a logger, or hold its lock while it waits for the agent.
 */
final class StderrSink implements LogSink {
  static final StderrSink INSTANCE = new StderrSink();

  private StderrSink() {}

  @Override
  public void write(String text) {
    try {
      StandardError.STREAM.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // Standard error is closed: there is nobody to report this to.
    }
  }
}
