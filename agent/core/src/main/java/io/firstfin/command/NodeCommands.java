package io.firstfin.command;

import io.firstfin.report.Page;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The commands about all JVMs. */
final class NodeCommands {
  static final String ALL = "--all";

  private static final String NAMESPACES = "--namespaces";
  private static final String JSON = "--json";
  private static final String YES = "--yes";

  private final Agents agents;
  private final NodeSurvey survey;
  private final String jarPath;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  /** {@code terminal} says whether {@code out} can be coloured and cleared. */
  NodeCommands(
      Agents agents,
      NodeSurvey survey,
      String jarPath,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    this.agents = agents;
    this.survey = survey;
    this.jarPath = jarPath;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Prints a table of all JVMs. */
  void report(List<String> given) throws CommandFailure, WrongUsage {
    List<String> words = withoutAll(given);
    boolean everyNamespace = words.remove(NAMESPACES);
    boolean json = words.remove(JSON);
    if (!words.isEmpty()) {
      throw new WrongUsage("report --all takes --namespaces and --json, not " + words.get(0));
    }
    out.print(json ? NodeJson.write(survey.take(everyNamespace)) + "\n" : text(everyNamespace));
    out.flush();
  }

  /** Prints the table again and again. */
  void top(List<String> given) throws CommandFailure, WrongUsage {
    List<String> words = withoutAll(given);
    boolean everyNamespace = words.remove(NAMESPACES);
    long intervalMillis = Live.interval(words);
    if (intervalMillis < 0) {
      throw new WrongUsage(
          "top --all takes --namespaces and --interval, 1s to 1h, not " + String.join(" ", words));
    }
    new Live(out, terminal).show(() -> text(everyNamespace), intervalMillis);
  }

  /**
   * Starts the agent in all JVMs that are not watched.
   *
   * @param given the words after {@code attach}; those that are none of this command's are options
   *     of the agent
   * @return whether all are watched now
   */
  boolean attach(List<String> given, Consent consent) throws CommandFailure, WrongUsage {
    List<String> words = withoutAll(given);
    boolean everyNamespace = words.remove(NAMESPACES);
    boolean yes = words.remove(YES);
    String options = Arguments.accepted(words, err, "nothing was attached");
    if (!yes && !consent.isPossible()) {
      throw new WrongUsage(
          "attach --all asks before it attaches, and there is no terminal to ask at: add --yes");
    }
    Node node = survey.take(everyNamespace);
    return new AttachAll(agents, jarPath, out, err).run(node, options, yes ? null : consent);
  }

  private String text(boolean everyNamespace) throws CommandFailure {
    Page page = new Page(terminal, Terminal.width(System.getenv()));
    return NodeText.render(survey.take(everyNamespace), jarPath, page);
  }

  private static List<String> withoutAll(List<String> given) {
    List<String> words = new ArrayList<String>(given);
    words.remove(ALL);
    return words;
  }
}
