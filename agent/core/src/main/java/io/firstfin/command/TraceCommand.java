package io.firstfin.command;

import io.firstfin.diagnose.Words;
import io.firstfin.report.ReportFormatException;
import io.firstfin.report.SettledCloseJson;
import io.firstfin.text.Printable;
import io.firstfin.trace.TraceFilter;
import io.firstfin.trace.TraceReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** {@code trace PID}: prints each close as it happens. */
final class TraceCommand {
  private static final long PAUSE_MILLIS = 200;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final boolean json;
  private final TraceFilter filter;
  private final PrintStream out;
  private final TraceText text = new TraceText(ZoneId.systemDefault());

  // What the last lines about missing closes said: the next ones say only what is new.
  private long leftOut;
  private long notRecorded;
  private long toldNanos = System.nanoTime();

  /**
   * @param words after the pid
   * @throws WrongUsage when this command does not take them
   */
  TraceCommand(List<String> words, PrintStream out) throws WrongUsage {
    this.out = out;
    List<String> given = new ArrayList<String>(words);
    json = given.remove("--json");
    try {
      filter = TraceFilter.of(settings(given));
    } catch (IllegalArgumentException e) {
      throw new WrongUsage("trace --" + e.getMessage());
    }
  }

  /** {@code --first local} and {@code --first=local} are {@code first=local}. */
  private static List<String> settings(List<String> words) throws WrongUsage {
    List<String> settings = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        throw new WrongUsage(
            "trace takes a pid, --first, --to, --line, --state, --rate and --json, not " + word);
      }
      boolean hasValue = word.indexOf('=') >= 0;
      if (!hasValue && i + 1 == words.size()) {
        throw new WrongUsage("trace " + word + " needs a value, or is not known");
      }
      settings.add(word.substring(2) + (hasValue ? "" : "=" + words.get(++i)));
    }
    return settings;
  }

  /** What the agent is to be asked for. */
  String filter() {
    return filter.text();
  }

  /**
   * Prints the closes, until the reader of the output, the agent or this thread has ended.
   *
   * @param path of the trace's file, as the process sees it
   * @return whether the agent has ended
   */
  boolean listen(String pid, String path) throws CommandFailure {
    try (TraceReader reader = TraceReader.open(seenFromHere(pid, path))) {
      out.print(json ? "" : text.heading() + "\n");
      while (!out.checkError()) {
        // Asked first, because the last lines may be written in between.
        boolean ends = !reader.isWritten();
        List<String> lines = reader.read();
        out.print(print(lines));
        ends &= lines.isEmpty();
        say(reader, ends);
        if (ends) {
          return true;
        }
        if (lines.isEmpty()) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException e) {
      throw new CommandFailure("the trace of process " + pid + " cannot be read: " + e);
    }
  }

  /** The process may have other mounts, in a container. */
  private static Path seenFromHere(String pid, String path) {
    Path theirs = Paths.get("/proc/" + pid + "/root" + path);
    return Files.isReadable(theirs) ? theirs : Paths.get(path);
  }

  private String print(List<String> lines) throws CommandFailure {
    StringBuilder page = new StringBuilder();
    for (String line : lines) {
      try {
        page.append(json ? Printable.of(line) : text.row(SettledCloseJson.read(line)));
      } catch (ReportFormatException e) {
        throw new CommandFailure("the agent's line is not a close: " + e.getMessage());
      }
      page.append('\n');
    }
    return page.toString();
  }

  /** Says at most once a second what is missing above, and always at the end. */
  private void say(TraceReader reader, boolean ends) {
    long now = System.nanoTime();
    if (!ends && now - toldNanos < SECOND_NANOS) {
      return;
    }
    toldNanos = now;
    long newlyLeftOut = reader.leftOut() - leftOut;
    long newlyNotRecorded = reader.notRecorded() - notRecorded;
    leftOut += newlyLeftOut;
    notRecorded += newlyNotRecorded;
    if (newlyLeftOut > 0) {
      out.println(
          json
              ? "{\"leftOut\": " + newlyLeftOut + "}"
              : Words.count(newlyLeftOut, "close")
                  + " left out: more than --rate allows, or read too slowly");
    }
    if (newlyNotRecorded > 0) {
      out.println(
          json
              ? "{\"notRecorded\": " + newlyNotRecorded + "}"
              : Words.count(newlyNotRecorded, "close")
                  + " not recorded: the agent's thread was too slow");
    }
  }
}
