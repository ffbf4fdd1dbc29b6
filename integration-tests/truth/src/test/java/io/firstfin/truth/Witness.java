package io.firstfin.truth;

import java.io.IOException;

/** Tells how each connection was closed, from a source that the agent does not know. */
interface Witness extends AutoCloseable {
  /** Ends the watch; from here on the counts belong to the caller. */
  void end() throws IOException, InterruptedException;

  Counts counts();

  /** Why nothing is proved, or null: what was lost, or what the witness does not understand. */
  String flaw();

  /** Events taken. */
  long events();

  @Override
  void close();
}
