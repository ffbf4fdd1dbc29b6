package io.firstfin.command;

import io.firstfin.Version;
import io.firstfin.options.OptionsParser;
import io.firstfin.report.ReportFormatException;
import io.firstfin.report.ReportJson;
import io.firstfin.report.ReportText;
import io.firstfin.text.Printable;
import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code java -jar firstfin.jar}: runs in a process of its own and asks the agent in another JVM.
 */
public final class CommandLine {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private static final Pattern PID = Pattern.compile("[1-9]\\d{0,9}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,4})(s|m|h)");
  private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";
  private static final long DEFAULT_INTERVAL_MILLIS = 2_000;
  private static final int JVMS_SHOWN = 20;

  private final TargetJvms jvms;
  private final ProcessCheck check;
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
    this.jvms = jvms;
    this.check = check;
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
    if (command.equals("report") && ReportFromFile.isWanted(words)) {
      return reportFromFile(words);
    }
    if (command.equals("explain")) {
      return explain(words);
    }
    if (words.isEmpty() || !PID.matcher(words.get(0)).matches()) {
      String wrong = words.isEmpty() ? command + " needs" : words.get(0) + " is not";
      wrongUsage(wrong + " the pid of a JVM");
      listJvms();
      return WRONG_USAGE;
    }
    return run(command, words.remove(0), words);
  }

  private int run(String command, String pid, List<String> words) {
    switch (command) {
      case "attach":
        return attach(pid, words);
      case "report":
        return report(pid, words);
      case "top":
        return top(pid, words);
      case "trace":
        return trace(pid, words);
      default:
        return words.isEmpty()
            ? answer(pid, "detach", null)
            : wrongUsage("detach takes a pid only, not " + words.get(0));
    }
  }

  private int attach(String pid, List<String> words) {
    String options = Arguments.join(words);
    List<String> problems = OptionsParser.problemsOf(options);
    for (String problem : problems) {
      err.println("firstfin: " + problem);
    }
    if (!problems.isEmpty()) {
      return wrongUsage("nothing was attached");
    }
    return answer(pid, "attach", options);
  }

  private int answer(String pid, String command, String argument) {
    TargetJvm jvm = null;
    try {
      jvm = open(pid);
      Channel channel = new Channel(jvm, pid, jarPath);
      boolean starts = command.equals("attach");
      out.println(starts ? channel.start(argument) : channel.ask(command, argument));
      return DONE;
    } catch (CommandFailure e) {
      return failed(e);
    } finally {
      release(jvm);
    }
  }

  private int report(String pid, List<String> words) {
    boolean json = words.remove("--json");
    if (!words.isEmpty()) {
      return wrongUsage("report takes a pid, or --from FILE, and --json, not " + words.get(0));
    }
    TargetJvm jvm = null;
    try {
      jvm = open(pid);
      String answer = new Channel(jvm, pid, jarPath).report();
      out.print(json ? answer + "\n" : text(pid, answer));
      out.flush();
      return DONE;
    } catch (CommandFailure e) {
      return failed(e);
    } finally {
      release(jvm);
    }
  }

  private int reportFromFile(List<String> words) {
    try {
      new ReportFromFile(System.in, out, err, terminal).run(words);
      return DONE;
    } catch (WrongUsage e) {
      return wrongUsage(e.getMessage());
    } catch (CommandFailure e) {
      return failed(e);
    }
  }

  private int explain(List<String> words) {
    try {
      new Explain(out).run(words);
      return DONE;
    } catch (WrongUsage e) {
      return wrongUsage(e.getMessage());
    } catch (CommandFailure e) {
      return failed(e);
    }
  }

  private int top(String pid, List<String> words) {
    long intervalMillis = DEFAULT_INTERVAL_MILLIS;
    if (!words.isEmpty()) {
      intervalMillis = interval(words);
      if (intervalMillis < 0) {
        return wrongUsage(
            "top takes a pid and --interval, 1s to 1h, not " + String.join(" ", words));
      }
    }
    TargetJvm jvm = null;
    try {
      jvm = open(pid);
      Channel channel = new Channel(jvm, pid, jarPath);
      String shown = "";
      String latest = channel.report();
      while (true) {
        if (!latest.equals(shown)) {
          String text = text(pid, latest);
          out.print(terminal ? CLEAR + text : text + "\n");
          shown = latest;
        }
        if (out.checkError()) {
          // The reader of this output has ended, as head does after ten lines.
          return DONE;
        }
        Thread.sleep(intervalMillis);
        latest = channel.report();
      }
    } catch (CommandFailure e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    } finally {
      release(jvm);
    }
  }

  private int trace(String pid, List<String> words) {
    try {
      TraceCommand trace = new TraceCommand(words, out);
      if (trace.listen(pid, beginTrace(pid, trace.filter()))) {
        err.println("firstfin: process " + pid + " has ended, or FirstFIN was detached from it");
      }
      return DONE;
    } catch (WrongUsage e) {
      return wrongUsage(e.getMessage());
    } catch (CommandFailure e) {
      return failed(e);
    }
  }

  private String beginTrace(String pid, String filter) throws CommandFailure {
    TargetJvm jvm = open(pid);
    try {
      return new Channel(jvm, pid, jarPath).trace(filter);
    } finally {
      release(jvm);
    }
  }

  /** The interval in milliseconds; -1 when the words are not accepted. */
  private static long interval(List<String> words) {
    String joined = String.join("=", words);
    if (!joined.startsWith("--interval=")) {
      return -1;
    }
    Matcher matcher = DURATION.matcher(joined.substring("--interval=".length()));
    if (!matcher.matches()) {
      return -1;
    }
    long unit = matcher.group(2).equals("s") ? 1 : matcher.group(2).equals("m") ? 60 : 3_600;
    long seconds = Long.parseLong(matcher.group(1)) * unit;
    return seconds >= 1 && seconds <= 3_600 ? seconds * 1_000 : -1;
  }

  private String text(String pid, String json) throws CommandFailure {
    try {
      int width = Terminal.width(System.getenv());
      return ReportText.render(ReportJson.read(json), terminal, width);
    } catch (ReportFormatException e) {
      throw new CommandFailure("the answer of process " + pid + " is " + e.getMessage());
    }
  }

  private TargetJvm open(String pid) throws CommandFailure {
    check.check(pid, jarPath);
    return jvms.attach(pid);
  }

  private static void release(TargetJvm jvm) {
    if (jvm != null) {
      jvm.release();
    }
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
      List<TargetJvms.Entry> entries = jvms.list();
      err.println(
          entries.isEmpty()
              ? "There is no JVM that this user can attach to."
              : "JVMs to attach to:");
      for (TargetJvms.Entry entry : entries.subList(0, Math.min(JVMS_SHOWN, entries.size()))) {
        String main = entry.main.isEmpty() ? "(main class unknown)" : entry.main;
        err.println(String.format("  %7s  %s", entry.pid, Printable.of(main)));
      }
      if (entries.size() > JVMS_SHOWN) {
        err.println("  and " + (entries.size() - JVMS_SHOWN) + " more");
      }
    } catch (CommandFailure e) {
      err.println("firstfin: " + e.getMessage());
    }
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h") || word.equals("help");
  }
}
