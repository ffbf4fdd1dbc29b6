package io.firstfin.junit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tests that run now, as far as the extension is registered for them. Any thread. */
final class RunningTests {
  private final Set<RunningTest> running = new LinkedHashSet<RunningTest>();

  synchronized void begin(RunningTest test) {
    for (RunningTest other : running) {
      other.besides.add(test);
      test.besides.add(other);
    }
    running.add(test);
  }

  synchronized void end(RunningTest test) {
    running.remove(test);
  }

  /** The tests that have run beside this one until now. */
  synchronized List<RunningTest> besides(RunningTest test) {
    return new ArrayList<RunningTest>(test.besides);
  }
}
