package io.firstfin.command;

import java.util.List;

/** The JVMs that this process can reach. */
interface TargetJvms {
  /** One of these JVMs. */
  final class Entry {
    final String pid;

    /** The main class or jar; empty when it is not known. */
    final String main;

    Entry(String pid, String main) {
      this.pid = pid;
      this.main = main;
    }
  }

  /** All JVMs except this process itself. */
  List<Entry> list() throws CommandFailure;

  TargetJvm attach(String pid) throws CommandFailure;
}
