package io.firstfin.agent;

import io.firstfin.library.Libraries;
import io.firstfin.library.UserLibraries;
import io.firstfin.log.AgentLog;
import io.firstfin.options.Options;
import io.firstfin.record.FrameKinds;

/**
 * The libraries in firstfin.jar and those of the option {@code libraries}. Used by the agent's
 * thread, and by threads to which it has given a report.
 */
final class KnownLibraries {
  private final Options options;
  private final AgentLog log;
  private final FrameKinds kinds;
  private Libraries known;

  KnownLibraries(Options options, AgentLog log, FrameKinds kinds) {
    this.options = options;
    this.log = log;
    this.kinds = kinds;
  }

  /**
   * Reads the user's file now, if there is one: before the first frame is attributed to a library.
   */
  void readFile() {
    if (options.libraries != null) {
      try {
        get();
      } catch (RuntimeException e) {
        // The file is read again when the checks are prepared, and its errors are logged then.
      }
    }
  }

  /** All known libraries; the first call reads them. */
  Libraries get() {
    if (known == null) {
      Libraries all = Libraries.builtIn();
      if (options.libraries != null) {
        UserLibraries user = UserLibraries.read(options.libraries);
        for (String problem : user.problems) {
          log.warnOnce(problem, problem, "the file of libraries has an error; the log names it");
        }
        all = all.with(user.libraries);
        kinds.use(all);
      }
      known = all;
    }
    return known;
  }
}
