package io.firstfin.command;

import io.firstfin.options.Key;
import io.firstfin.options.Keys;
import io.firstfin.text.Wrap;

/** The help texts of the command line. */
final class Usage {
  private Usage() {}

  static String all() {
    return "FirstFIN shows which line of code closes TCP connections first and so leaves"
        + " TIME_WAIT.\n\n"
        + "  java -javaagent:firstfin.jar[=OPTIONS] -jar app.jar   watch from the start\n"
        + "  java -jar firstfin.jar attach PID [OPTIONS]           watch a JVM that runs\n"
        + "  java -jar firstfin.jar attach --all [OPTIONS]         all of this network namespace; asks first\n"
        + "  java -jar firstfin.jar report                         lists the JVMs\n"
        + "  java -jar firstfin.jar report PID [--json]            which side closed first, what to do\n"
        + "  java -jar firstfin.jar report --all [--json]          a table of all of this network namespace\n"
        + "  java -jar firstfin.jar report --from FILE [OPTIONS]   a saved one, diagnosed again\n"
        + "  java -jar firstfin.jar top PID|--all [--interval 2s]  the same, live; Ctrl-C ends it\n"
        + "  java -jar firstfin.jar trace PID [--first local]      each close as it happens\n"
        + "  java -jar firstfin.jar detach PID                     stop watching\n"
        + "  java -jar firstfin.jar explain [ID]                   what a finding means, what to do\n"
        + "  java -jar firstfin.jar --version\n"
        + "  java -jar firstfin.jar --help, COMMAND --help\n\n"
        + options()
        + "\nExit status: 0 done; 1 the target refused or failed; 2 wrong usage.\n";
  }

  /** The help of one command, or null when there is no command of that name. */
  static String of(String command) {
    switch (command) {
      case "attach":
        return "java -jar firstfin.jar attach PID [OPTIONS]\n"
            + "java -jar firstfin.jar attach --all [--namespaces] [--yes] [OPTIONS]\n\n"
            + "Starts to watch a JVM that runs. Nothing in it changes but the socket classes, and\n"
            + "detach puts those back. Files that the options name are opened by that JVM: give\n"
            + "absolute paths.\n\n"
            + "  --all         every JVM of this network namespace that is not watched; says which,\n"
            + "                and asks before it attaches. A JVM that cannot be attached to is a\n"
            + "                line that says why, and makes the exit status 1\n"
            + "  --namespaces  with --all: the JVMs of every network namespace, as of containers\n"
            + "  --yes         with --all: does not ask\n\n"
            + "A JVM of Java 21 or later prints a warning on its standard error when an agent is\n"
            + "attached or detached (\"A Java agent has been loaded dynamically\"). An agent cannot\n"
            + "prevent it; -XX:+EnableDynamicAgentLoading at the start of the JVM does.\n\n"
            + options();
      case "report":
        return "java -jar firstfin.jar report\n"
            + "java -jar firstfin.jar report PID [--json]\n"
            + "java -jar firstfin.jar report --all [--namespaces] [--json]\n"
            + "java -jar firstfin.jar report --from FILE [--json] [OPTIONS]\n\n"
            + "Shows which side closed first, where the sockets went, and what to do. The JVM must\n"
            + "be watched: by attach, or by -javaagent at its start. Without PID it lists the JVMs.\n\n"
            + "  --all   a table of the JVMs of this network namespace; with --namespaces of every\n"
            + "          one, as of containers. JVMs that are not watched are not asked\n"
            + "  --json  for programs; its keys are stable\n"
            + "  --from  reads a file with the output of report --json, or standard input (-), and\n"
            + "          diagnoses it again, on any platform. It asks no JVM. OPTIONS are those of\n"
            + "          attach: libraries, warn.time-wait, warn.close-wait and warn.ports. A\n"
            + "          threshold that is not given is that of the agent that made the report\n";
      case "top":
        return "java -jar firstfin.jar top PID [--interval 2s]\n"
            + "java -jar firstfin.jar top --all [--namespaces] [--interval 2s]\n\n"
            + "Shows a report of each moment until Ctrl-C or the end of that JVM; with --all the table\n"
            + "of report --all.\n\n"
            + "  --interval  how often to ask for one, 1s to 1h\n";
      case "trace":
        return "java -jar firstfin.jar trace PID [FILTERS] [--rate 300] [--json]\n\n"
            + "Prints one line for each close as it happens, with its final verdict: within a second of\n"
            + "the close. It ends with Ctrl-C, with what reads its output, or with that JVM. While\n"
            + "nobody listens it costs nothing. A JVM of Java 21 or later prints the warning of attach\n"
            + "--help once more.\n\n"
            + "  --first  which side was first: local, remote, simultaneous or unknown\n"
            + "  --to     the other end: HOST, or HOST:PORT; a name that the application resolved, or\n"
            + "           an address\n"
            + "  --line   what the line begins with: a package, a class or a method\n"
            + "  --state  time_wait: only closes that leave TIME_WAIT in this JVM\n"
            + "  --rate   lines a second at most, 1 to 100000, unless given 300; a line counts the\n"
            + "           closes left out\n"
            + "  --json   one object a line, with the keys of report --json\n";
      case "explain":
        return "java -jar firstfin.jar explain [ID]\n\n"
            + "Prints the page of a finding, as close-per-request: what happened, which line is named,\n"
            + "what to change, and how to check that it is cured. Without ID it lists all findings.\n"
            + "It asks no JVM.\n";
      case "detach":
        return "java -jar firstfin.jar detach PID\n\n"
            + "Stops watching: the classes of that JVM are as they were. Java 21 and later print the\n"
            + "warning of attach --help once more.\n";
      default:
        return null;
    }
  }

  private static String options() {
    StringBuilder text =
        new StringBuilder(
            "Options are key=value,key=value; a value with a comma is quoted '...'.\n");
    for (Key<?> key : Keys.all()) {
      String defaultText = key.defaultText().isEmpty() ? "(none)" : key.defaultText();
      String head = String.format("  %-15s  %-6s  ", key.name(), defaultText);
      String hanging = head.replaceAll(".", " ");
      String meaning = key.meaning() + " (" + key.accepted() + ")";
      for (String line : Wrap.lines(head, hanging, meaning, Terminal.DEFAULT_WIDTH)) {
        text.append(line).append('\n');
      }
    }
    return text.append("They are also read from system properties (firstfin.key), the environment")
        .append(" (FIRSTFIN_KEY)\nand the file that config names, in this order.\n")
        .toString();
  }
}
