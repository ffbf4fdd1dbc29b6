package benchmarks.driver;

import java.util.List;

/**
 * What the application notices of a reader that asks for {@code /metrics} a thousand times a
 * second. One JVM with the agent answers blocks of requests over one kept connection, in turns
 * while it is scraped and while it is not.
 *
 * <p>A thread of the agent's answers a scrape. Requests/s also fall because that thread and the
 * reader, a process of its own, need CPU: with two CPUs there is none to spare, so that these rows
 * have no verdict. What the scrapes cost the application itself shows in the CPU time of the thread
 * that answers its requests; what they cost in all, with garbage collection, shows in that of the
 * JVM.
 */
final class Scrapes implements Benchmark {

  private static final int PORT = 9464;
  private static final int PER_SECOND = 1_000;
  private static final String RESPONDER = "responder";
  private static final int BLOCK_REQUESTS = 50_000;
  private static final int WARM_UP_BLOCKS = 8;

  @Override
  public String name() {
    return "scrapes";
  }

  @Override
  public String description() {
    return "kept-alive requests while /metrics is asked for 1,000 times a second";
  }

  @Override
  public List<Row> measure(Setup setup) throws Exception {
    if (setup.agentJar().isEmpty()) {
      throw new Skipped("the agent");
    }
    Part quiet = new Part();
    Part scraped = new Part();
    Spread rates = new Spread();
    Spread cpus = new Spread();
    Spread agentMicros = new Spread();
    Spread jvmMicros = new Spread();
    int rounds = setup.size(5, 3);
    int blocks = setup.size(20, 8);
    for (int round = 1; round <= rounds; round++) {
      try (Program program =
              Program.start(
                  setup, setup.agentJar(), "http=" + PORT, "benchmarks.program.PingPong");
          Program scraper =
              Program.startBeside(
                  setup,
                  program,
                  "benchmarks.program.Scraper",
                  Integer.toString(PORT),
                  Integer.toString(PER_SECOND))) {
        for (int block = 0; block < WARM_UP_BLOCKS; block++) {
          new Part().take(program, block % 2 == 0 ? scraper : null);
        }
        quiet.begin();
        scraped.begin();
        for (int block = 0; block < blocks; block++) {
          // The order is A B B A.
          boolean scrapedFirst = block % 2 == 0;
          (scrapedFirst ? scraped : quiet).take(program, scrapedFirst ? scraper : null);
          (scrapedFirst ? quiet : scraped).take(program, scrapedFirst ? null : scraper);
        }
      }
      quiet.end();
      scraped.end();
      rates.add(scraped.rate.last() / quiet.rate.last());
      cpus.add(scraped.cpuMicros.last() / quiet.cpuMicros.last());
      agentMicros.add((scraped.agentNanos - quiet.agentNanos) / scraped.scrapes / 1000);
      jvmMicros.add((scraped.jvmNanos - quiet.jvmNanos) / scraped.scrapes / 1000);
      Setup.progress(
          "round %d of %d: ratio of requests/s %.3f, of CPU %.3f, %.0f scrapes/s of %.0f µs",
          round,
          rounds,
          rates.last(),
          cpus.last(),
          scraped.scrapes * 1e9 / scraped.nanos,
          agentMicros.last());
    }
    return List.of(
        Row.unlimited(
            "requests/s while scraped 1,000 times a second, against not",
            quiet.rate.text("%,.0f/s"),
            scraped.rate.text("%,.0f/s"),
            rates,
            "%.3f"),
        Row.unlimited(
            "CPU per request of the application's thread that answers, likewise",
            quiet.cpuMicros.text("%.2f µs"),
            scraped.cpuMicros.text("%.2f µs"),
            cpus,
            "%.3f"),
        Row.unlimited(
            "CPU of a scrape, the agent's thread",
            "",
            agentMicros.text("%.0f µs"),
            agentMicros,
            "%.0f µs"),
        Row.unlimited(
            "CPU of a scrape, the whole JVM", "", jvmMicros.text("%.0f µs"), jvmMicros, "%.0f µs"));
  }

  /** The blocks of one kind. */
  private static final class Part {
    final Spread rate = new Spread();
    final Spread cpuMicros = new Spread();
    private double requests;
    private double nanos;
    private double jvmNanos;
    private double responderNanos;
    private double agentNanos;
    private double scrapes;

    void begin() {
      requests = 0;
      nanos = 0;
      jvmNanos = 0;
      responderNanos = 0;
      agentNanos = 0;
      scrapes = 0;
    }

    /** Runs one block; {@code scraper} is null for none. */
    void take(Program program, Program scraper) throws Exception {
      double jvmBegin = program.cpuNanos();
      double responderBegin = program.threadNanos(RESPONDER);
      double agentBegin = program.agentThreadNanos();
      if (scraper != null) {
        scraper.ask("on");
      }
      nanos += program.ask("requests " + BLOCK_REQUESTS);
      if (scraper != null) {
        scrapes += scraper.ask("off");
      }
      agentNanos += program.agentThreadNanos() - agentBegin;
      responderNanos += program.threadNanos(RESPONDER) - responderBegin;
      jvmNanos += program.cpuNanos() - jvmBegin;
      requests += BLOCK_REQUESTS;
    }

    void end() {
      rate.add(requests * 1e9 / nanos);
      cpuMicros.add(responderNanos / requests / 1000);
    }
  }
}
