package io.firstfin.command;

import io.firstfin.diagnose.ActiveFindings;
import io.firstfin.diagnose.Diagnosed;
import io.firstfin.diagnose.Diagnoses;
import io.firstfin.diagnose.Finding;
import io.firstfin.diagnose.Thresholds;
import io.firstfin.diagnose.rule.Rules;
import io.firstfin.library.Libraries;
import io.firstfin.library.UserLibraries;
import io.firstfin.options.Options;
import io.firstfin.options.OptionsParser;
import io.firstfin.report.Freshness;
import io.firstfin.report.Report;
import io.firstfin.report.ReportJson;
import io.firstfin.report.ReportText;
import io.firstfin.text.Printable;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * {@code report --from FILE}: runs this version's rules on a picture that was saved. It asks no JVM
 * and no kernel.
 */
final class ReportFromFile {
  static final String FROM = "--from";

  private static final String TIME_WAIT = "warn.time-wait";
  private static final String CLOSE_WAIT = "warn.close-wait";
  private static final String PORTS = "warn.ports";
  private static final String LIBRARIES = "libraries";
  private static final Set<String> OPTIONS =
      new LinkedHashSet<String>(Arrays.asList(TIME_WAIT, CLOSE_WAIT, PORTS, LIBRARIES));

  private final InputStream input;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  ReportFromFile(InputStream input, PrintStream out, PrintStream err, boolean terminal) {
    this.input = input;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Whether the words after {@code report} ask for this. */
  static boolean isWanted(List<String> words) {
    for (String word : words) {
      if (word.equals(FROM) || word.startsWith(FROM + "=")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Prints the report.
   *
   * @param given the words after {@code report}
   * @throws WrongUsage when this command does not take them
   */
  void run(List<String> given) throws CommandFailure, WrongUsage {
    List<String> words = new ArrayList<String>(given);
    boolean json = words.remove("--json");
    String file = takeFile(words);
    String arguments = options(words);
    Report saved = SavedReport.read(file, input);
    Map<String, String> none = Collections.emptyMap();
    Options options = OptionsParser.parse(arguments, new Properties(), none).options;
    Thresholds thresholds = thresholds(saved, options, OptionsParser.namesIn(arguments));
    Report again = diagnose(saved, thresholds, libraries(options));
    if (json) {
      out.print(ReportJson.write(again) + "\n");
    } else {
      out.print(head(file, again));
      out.print(ReportText.render(again, terminal, Terminal.width(System.getenv())));
    }
    out.flush();
  }

  private static String takeFile(List<String> words) throws WrongUsage {
    int at = 0;
    while (!words.get(at).startsWith(FROM)) {
      at++;
    }
    String word = words.remove(at);
    String file = "";
    if (word.length() > FROM.length()) {
      file = word.substring(FROM.length() + 1);
    } else if (at < words.size()) {
      file = words.remove(at);
    }
    if (file.isEmpty()) {
      throw new WrongUsage("report --from needs a file, or - for standard input");
    }
    return file;
  }

  private String options(List<String> words) throws WrongUsage {
    for (String name : OptionsParser.namesIn(Arguments.join(words))) {
      if (!OPTIONS.contains(name)) {
        throw new WrongUsage(
            "report --from takes --json, " + String.join(", ", OPTIONS) + ", not " + name);
      }
    }
    return Arguments.accepted(words, err, "nothing was diagnosed");
  }

  /** A threshold that is given here wins over that of the agent, and this over the default. */
  private static Thresholds thresholds(Report saved, Options options, Set<String> names) {
    Thresholds had = saved.thresholds;
    if (had == null) {
      return new Thresholds(options.warnTimeWait, options.warnCloseWait, options.warnPorts);
    }
    return new Thresholds(
        names.contains(TIME_WAIT) ? options.warnTimeWait : had.timeWait,
        names.contains(CLOSE_WAIT) ? options.warnCloseWait : had.closeWait,
        names.contains(PORTS) ? options.warnPorts : had.portsFraction);
  }

  private Libraries libraries(Options options) {
    if (options.libraries == null) {
      return Libraries.builtIn();
    }
    UserLibraries user = UserLibraries.read(options.libraries);
    for (String problem : user.problems) {
      err.println("firstfin: " + Printable.of(problem));
    }
    return Libraries.builtIn().with(user.libraries);
  }

  private Report diagnose(Report saved, Thresholds thresholds, Libraries libraries) {
    Diagnosed diagnosed = new Diagnoses(Rules.ALL).run(saved.picture, thresholds, libraries);
    for (String problem : diagnosed.problems) {
      err.println("firstfin: " + problem);
    }
    List<Finding> findings = new ArrayList<Finding>();
    for (Finding finding : diagnosed.findings) {
      findings.add(withLife(finding, saved.findings));
    }
    boolean same = thresholds.equals(saved.thresholds);
    List<Finding> none = Collections.emptyList();
    ActiveFindings active =
        new ActiveFindings(findings, same ? saved.ending : none, same ? saved.ended : none, none);
    return new Report(saved.picture, active, thresholds, Freshness.UNKNOWN);
  }

  /** Since when a finding was active, the agent knew; no rule can find that out. */
  private static Finding withLife(Finding finding, List<Finding> saved) {
    for (Finding before : saved) {
      if (before.id.equals(finding.id)
          && before.severity == finding.severity
          && before.subject.equals(finding.subject)) {
        return finding.living(before.life);
      }
    }
    return finding;
  }

  private static String head(String file, Report report) {
    long pid = report.picture.pid;
    return "From "
        + SavedReport.shown(file)
        + ", a report of "
        + (pid < 0 ? "a JVM of unknown pid" : "JVM " + pid)
        + " at "
        + Instant.ofEpochSecond(Math.floorDiv(report.picture.timeMillis, 1000L))
        + "; diagnosed now with "
        + report.thresholds
        + "\n";
  }
}
