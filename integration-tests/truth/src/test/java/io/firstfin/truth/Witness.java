package io.firstfin.truth;

import java.io.IOException;

/** Reports how each connection was closed, from a source that the agent does not use. */
interface Witness extends AutoCloseable {
  /** Ends the watch; after this the counts belong to the caller. */
  void end() throws IOException, InterruptedException;

  Counts counts();

  /**
   * Why nothing is proved, or null: events that were lost, or that the witness does not understand.
   */
  String flaw();

  /** The number of events that were taken. */
  long events();

  @Override
  void close();
}
