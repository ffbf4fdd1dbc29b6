package io.firstfin.output;

import io.firstfin.log.AgentLog;
import io.firstfin.report.Report;
import io.firstfin.text.Reason;
import java.util.ArrayList;
import java.util.List;

/** All outputs that the options ask for. One that fails is logged once and harms no other. */
public final class Outputs implements Output {
  /**
   * What the outermost handlers catch, resolved here: to resolve a type for the first time takes
   * memory, and a handler whose type cannot be resolved catches nothing.
   */
  private static final Class<?>[] CAUGHT = {Throwable.class, OutOfMemoryError.class};

  private final List<Output> all = new ArrayList<Output>();
  private final AgentLog log;

  public Outputs(AgentLog log) {
    this.log = log;
  }

  /** Opens an output. One that does not open is logged, and the others are opened all the same. */
  public void open(String name, Opening opening) {
    try {
      all.add(opening.open());
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      String reason = Reason.of(e);
      log.warnOnce(name, name + " is off: " + reason, name + " is off; the agent's log says why");
    }
  }

  @Override
  public void update(Report report) {
    for (Output output : all) {
      try {
        output.update(report);
      } catch (Throwable e) {
        log(output, e);
      }
    }
  }

  @Override
  public boolean takeWanted() {
    boolean wanted = false;
    for (Output output : all) {
      wanted |= output.takeWanted();
    }
    return wanted;
  }

  /** Closes the outputs; the one that was opened last is the first. May be called again. */
  @Override
  public void close() {
    while (!all.isEmpty()) {
      Output output = all.remove(all.size() - 1);
      try {
        output.close();
      } catch (OutOfMemoryError e) {
        // What is not closed keeps a port or a thread: the next call tries again.
        all.add(output);
        throw e;
      } catch (Throwable e) {
        log(output, e);
      }
    }
  }

  private void log(Output output, Throwable e) {
    String name = output.getClass().getSimpleName();
    String problem = name + " failed, the service is not touched: ";
    log.warnOnce(name, problem + e, problem + e.getClass().getName());
  }

  /** Opens one output. */
  public interface Opening {
    /**
     * Returns the output. The message of an exception is one line that says why there is no output
     * and what to do.
     *
     * @throws Exception when the output cannot be opened
     */
    Output open() throws Exception;
  }
}
