package io.firstfin.options;

import java.util.Collections;
import java.util.List;

/** Options that can be used, and what was wrong with those that the user gave. */
public final class ParsedOptions {
  public final Options options;

  /**
   * One line for each thing that was not accepted: what it was, what is accepted, and what is used
   * instead.
   */
  public final List<String> problems;

  /** The same lines, in the same order and number, without the values, which may be secrets. */
  public final List<String> problemsWithoutValues;

  ParsedOptions(Options options, List<String> problems, List<String> problemsWithoutValues) {
    this.options = options;
    this.problems = Collections.unmodifiableList(problems);
    this.problemsWithoutValues = Collections.unmodifiableList(problemsWithoutValues);
  }
}
