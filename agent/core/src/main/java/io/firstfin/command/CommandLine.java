package io.firstfin.command;

import io.firstfin.Version;
import io.firstfin.node.HostJvms;
import io.firstfin.report.ReportText;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code java -jar firstfin.jar}: runs in a process of its own and asks the agent in another JVM.
 */
public final class CommandLine {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private static final Pattern PID = Pattern.compile("[1-9]\\d{0,9}");

  /** After an error, which the list must not push off the screen. */
  private static final int JVMS_SHOWN = 50;

  private final Agents agents;
  private final Discovery discovery;
  private final File proc;
  private final String jarPath;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  CommandLine(
      TargetJvms jvms,
      ProcessCheck check,
      String jarPath,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    agents = new Agents(jvms, check, jarPath);
    proc = check.proc();
    discovery = new Discovery(jvms, check, jarPath, new HostJvms(proc));
    this.jarPath = jarPath;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Runs a command on the standard streams of this process.
   *
   * @param jarPath the path of firstfin.jar
   * @return the exit status: 0 done; 1 the target refused or failed, and one line says why; 2 wrong
   *     usage
   */
  public static int run(String[] args, String jarPath) {
    boolean colour = Terminal.understandsColour(System.getenv());
    return run(args, jarPath, System.out, System.err, colour);
  }

  /**
   * Runs a command.
   *
   * @param terminal whether {@code out} can be coloured and cleared
   * @return the exit status, as {@link #run(String[], String)} returns it
   */
  public static int run(
      String[] args, String jarPath, PrintStream out, PrintStream err, boolean terminal) {
    ProcessCheck check = new ProcessCheck(new File("/proc"));
    TargetJvms jvms = new PatientJvms(new AttachApi(), PatientJvms.LIMIT_MILLIS);
    String path = new File(jarPath).getAbsolutePath();
    return new CommandLine(jvms, check, path, out, err, terminal).run(args);
  }

  int run(String[] args) {
    List<String> words = new ArrayList<String>(Arrays.asList(args));
    String command = words.isEmpty() ? "" : words.remove(0);
    if (isHelp(command)) {
      String topic = words.isEmpty() ? null : Usage.of(words.get(0));
      out.print(topic == null ? Usage.all() : topic);
      return DONE;
    }
    if (command.equals("--version")) {
      out.println("firstfin " + Version.text());
      return DONE;
    }
    if (Usage.of(command) == null) {
      String wrong = command.isEmpty() ? "no command is given" : "there is no command " + command;
      return wrongUsage(
          wrong + "; accepted are attach, report, top, trace, detach, explain, --version, --help");
    }
    if (!words.isEmpty() && isHelp(words.get(words.size() - 1))) {
      out.print(Usage.of(command));
      return DONE;
    }
    try {
      return run(command, words);
    } catch (WrongUsage e) {
      return wrongUsage(e.getMessage());
    } catch (CommandFailure e) {
      return failed(e);
    }
  }

  private int run(String command, List<String> words) throws CommandFailure, WrongUsage {
    if (command.equals("explain")) {
      new Explain(out).run(words);
      return DONE;
    }
    if (command.equals("report") && ReportFromFile.isWanted(words)) {
      new ReportFromFile(System.in, out, err, terminal).run(words);
      return DONE;
    }
    if (words.contains(NodeCommands.ALL)) {
      return all(command, words);
    }
    if (command.equals("report") && words.isEmpty()) {
      new JvmList(discovery).print(out, Integer.MAX_VALUE);
      return DONE;
    }
    if (words.isEmpty() || !PID.matcher(words.get(0)).matches()) {
      String wrong = words.isEmpty() ? command + " needs" : words.get(0) + " is not";
      wrongUsage(wrong + " the pid of a JVM");
      listJvms();
      return WRONG_USAGE;
    }
    return run(command, words.remove(0), words);
  }

  private int run(String command, String pid, List<String> words)
      throws CommandFailure, WrongUsage {
    switch (command) {
      case "attach":
        attach(pid, words);
        return DONE;
      case "report":
        report(pid, words);
        return DONE;
      case "top":
        top(pid, words);
        return DONE;
      case "trace":
        trace(pid, words);
        return DONE;
      default:
        detach(pid, words);
        return DONE;
    }
  }

  private int all(String command, List<String> words) throws CommandFailure, WrongUsage {
    Questions questions = new Questions(agents, NodeSurvey.ANSWER_MILLIS);
    NodeSurvey survey = new NodeSurvey(discovery, questions, proc);
    NodeCommands all = new NodeCommands(agents, survey, jarPath, out, err, terminal);
    switch (command) {
      case "report":
        all.report(words);
        return DONE;
      case "top":
        all.top(words);
        return DONE;
      case "attach":
        return all.attach(words, Terminal.consent()) ? DONE : FAILED;
      default:
        throw new WrongUsage(command + " takes a pid, not " + NodeCommands.ALL);
    }
  }

  private void attach(String pid, List<String> words) throws CommandFailure, WrongUsage {
    String options = Arguments.accepted(words, err, "nothing was attached");
    out.println(agents.command(pid, channel -> channel.start(options)));
  }

  private void detach(String pid, List<String> words) throws CommandFailure, WrongUsage {
    if (!words.isEmpty()) {
      throw new WrongUsage("detach takes a pid only, not " + words.get(0));
    }
    out.println(agents.command(pid, channel -> channel.ask("detach", null)));
  }

  private void report(String pid, List<String> words) throws CommandFailure, WrongUsage {
    boolean json = words.remove("--json");
    if (!words.isEmpty()) {
      throw new WrongUsage(
          "report takes a pid, --all, or --from FILE, and --json, not " + words.get(0));
    }
    String answer = agents.ask(pid, Channel::report);
    out.print(json ? answer + "\n" : text(pid, answer));
    out.flush();
  }

  private void top(String pid, List<String> words) throws CommandFailure, WrongUsage {
    long intervalMillis = Live.interval(words);
    if (intervalMillis < 0) {
      throw new WrongUsage(
          "top takes a pid and --interval, 1s to 1h, not " + String.join(" ", words));
    }
    agents.ask(
        pid,
        channel -> {
          new Live(out, terminal).show(() -> text(pid, channel.report()), intervalMillis);
          return null;
        });
  }

  private void trace(String pid, List<String> words) throws CommandFailure, WrongUsage {
    TraceCommand trace = new TraceCommand(words, out);
    String file = agents.command(pid, channel -> channel.trace(trace.filter()));
    if (trace.listen(pid, file)) {
      err.println("firstfin: process " + pid + " has ended, or FirstFIN was detached from it");
    }
  }

  private String text(String pid, String json) throws CommandFailure {
    int width = Terminal.width(System.getenv());
    return ReportText.render(AgentAnswer.of(pid, json).report, terminal, width);
  }

  private int failed(CommandFailure failure) {
    err.println("firstfin: " + failure.getMessage());
    if (failure.namesNoJvm()) {
      listJvms();
    }
    return FAILED;
  }

  private int wrongUsage(String wrong) {
    err.println("firstfin: " + wrong + "; see java -jar firstfin.jar --help");
    return WRONG_USAGE;
  }

  private void listJvms() {
    try {
      new JvmList(discovery).print(err, JVMS_SHOWN);
    } catch (CommandFailure e) {
      err.println("firstfin: " + e.getMessage());
    }
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h") || word.equals("help");
  }
}
