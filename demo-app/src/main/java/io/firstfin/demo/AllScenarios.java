package io.firstfin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code demo-app/run --all}: runs every scenario that ends by itself in both forms, one after the
 * other, and then prints a table. Each run has a JVM of its own, and a network namespace of its own
 * where one can be made. The one argument is the folder for the reports; the system property {@code
 * demo.command} is the script, and {@code demo.namespaces} says whether a namespace can be made.
 * The exit status is 1 when a row is not as expected.
 */
public final class AllScenarios {
  /** The longest form takes half of this time. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final int NEEDS_NAMESPACE = 3;

  private final Console console;
  private final String script;
  private final Path reports;
  private final boolean namespaces;

  private AllScenarios(Console console, String script, Path reports, boolean namespaces) {
    this.console = console;
    this.script = script;
    this.reports = reports;
    this.namespaces = namespaces;
  }

  public static void main(String[] args) throws Exception {
    Path reports = Path.of(args[0]);
    Files.createDirectories(reports);
    Console console = new Console(System.out, Boolean.getBoolean("demo.terminal"));
    boolean namespaces = Boolean.getBoolean("demo.namespaces");
    console.title("all scenarios, broken and cured");
    console.line(
        namespaces
            ? "Each run has a JVM and a network namespace of its own."
            : "No network namespace can be made here: scenarios that need one are left out.");
    console.line("What each prints, and its report, is kept in " + reports);
    AllScenarios all =
        new AllScenarios(console, System.getProperty("demo.command"), reports, namespaces);
    System.exit(all.run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    List<Comparison> rows = new ArrayList<>();
    long start = System.nanoTime();
    for (Listing listing : Listing.all().stream().filter(Listing::ends).toList()) {
      console.part(listing.name());
      Comparison row = new Comparison(listing, run(listing, Form.BROKEN), run(listing, Form.CURED));
      rows.add(row);
      console.line(row.asExpected() ? "   as expected" : "   not as expected: " + row.why());
    }
    console.part("Broken and cured, side by side");
    console.line("");
    ComparisonTable.print(console, rows);
    console.line("");
    long expected = rows.stream().filter(Comparison::asExpected).count();
    console.line(
        "%d of %d scenarios as expected, in %d s",
        expected, rows.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    return expected == rows.size();
  }

  private Outcome run(Listing listing, Form form) throws IOException, InterruptedException {
    Path json = file(listing, form, ".json");
    Path counts = file(listing, form, ".counts");
    Path log = file(listing, form, ".log");
    Files.deleteIfExists(json);
    Files.deleteIfExists(counts);
    List<String> command = new ArrayList<>(List.of("bash", script, listing.name()));
    command.addAll(List.of("--" + form.label(), "--no-build"));
    command.addAll(List.of("--json", json.toString(), "--counts", counts.toString()));
    if (namespaces) {
      command.add("--namespace");
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Optional<Integer> status = await(builder.start(), listing, form);
    if (status.isEmpty()) {
      return Outcome.failed("took more than " + LIMIT.toMinutes() + " min");
    }
    if (status.get() != 0) {
      return Outcome.failed(
          status.get() == NEEDS_NAMESPACE
              ? "needs a network namespace"
              : "exit status " + status.get());
    }
    return Outcome.of(AgentReport.parse(Files.readString(json)), SocketCounts.read(counts));
  }

  private Optional<Integer> await(Process process, Listing listing, Form form)
      throws InterruptedException {
    Thread destroy = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(destroy);
    Progress progress = console.progress(Duration.ofSeconds(15));
    long start = System.nanoTime();
    boolean ended = false;
    double seconds = 0;
    while (!ended && seconds < LIMIT.toSeconds()) {
      progress.show(String.format(Locale.ROOT, "%s: %.0f s", form.label(), seconds));
      ended = process.waitFor(500, TimeUnit.MILLISECONDS);
      seconds = (System.nanoTime() - start) / 1e9;
    }
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    Runtime.getRuntime().removeShutdownHook(destroy);
    progress.done(String.format(Locale.ROOT, "%s: %.0f s", form.label(), seconds));
    return ended ? Optional.of(process.exitValue()) : Optional.empty();
  }

  private Path file(Listing listing, Form form, String ending) {
    return reports.resolve(listing.name() + "-" + form.label() + ending);
  }
}
