package io.firstfin.quiet;

import io.firstfin.support.NetworkNamespace;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command; see {@link Options#USAGE}. */
public final class QuietHour {
  /** Ports below the ephemeral ones. */
  private static final int FIRST_PORT = 12_000;

  private static final int SERVER_SECONDS = 120;
  private static final int ASK_SECONDS = 30;
  private static final int TELL_SECONDS = 60;

  /** A pool that four calls share, and two probes a second that each leave a TIME_WAIT. */
  private static final Service.Load HEALTH_CHECKS = new Service.Load(2, 20);

  /** A few connections for all calls; Tomcat ends each after a hundred requests, one a second. */
  private static final Service.Load KEPT_ALIVE = new Service.Load(1, 10);

  /** Ten clients that stay. */
  private static final Service.Load STREAMS = new Service.Load(10, 0);

  /** Calls every four seconds, on connections that the server closes after two. */
  private static final Service.Load TLS = new Service.Load(0, 0);

  /** Of 21 calls a second nginx makes one on a connection that it does not keep. */
  private static final Service.Load PROXIED = new Service.Load(0, 20);

  /** A client of its own asks a broker once a second. */
  private static final Service.Load BROKER = new Service.Load(1, 0);

  private static final Service.Load KAFKA = new Service.Load(3, 0);

  /**
   * Few connections, and eight for a moment, of which a loaded machine may see fewer: the pool
   * closes most of those again.
   */
  private static final Service.Load HIKARI = new Service.Load(6, 4);

  private static final String INSIDE = "firstfin.quiet.inside";

  private final Options options;
  private final Service.Places places;
  private final PrintStream out;
  private final Path folder;
  private final List<AutoCloseable> closeables = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private Prober prober;
  private int nextPort = FIRST_PORT;

  private QuietHour(Options options, Service.Places places, Path folder, PrintStream out) {
    this.options = options;
    this.places = places;
    this.folder = folder;
    this.out = out;
  }

  /**
   * Needs the properties {@code firstfin.jar} and {@code firstfin.quiet}, which say what is run.
   */
  public static void main(String[] arguments) throws Exception {
    System.exit(run(List.of(arguments)));
  }

  /** Returns the exit status. */
  public static int run(List<String> arguments) throws IOException, InterruptedException {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      System.out.print(Options.USAGE);
      return 0;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("quiet: " + e.getMessage());
      return 2;
    }
    if (!Boolean.getBoolean(INSIDE)) {
      if (!NetworkNamespace.available()) {
        System.err.println(
            "quiet: no network namespace can be made: needs unshare(1), ip(8), ss(8), and root");
        return 3;
      }
      return runInside(arguments);
    }
    Path target = Path.of(System.getProperty("firstfin.quiet")).toAbsolutePath().normalize();
    Service.Places places =
        new Service.Places(
            options.jdk(),
            Path.of(System.getProperty("firstfin.jar")).toAbsolutePath().normalize(),
            target.resolve("classes") + ":" + target.resolve("lib") + "/*");
    Path folder = Files.createTempDirectory("firstfin-quiet");
    try {
      int status = new QuietHour(options, places, folder, System.out).run();
      if (status == 0) {
        delete(folder);
      } else {
        System.out.println("logs and reports: " + folder);
      }
      return status;
    } catch (IOException e) {
      System.err.println("quiet: the run failed: " + e.getMessage() + "\nlogs: " + folder);
      return 3;
    }
  }

  private static int runInside(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + INSIDE + "=true",
                "-Dfirstfin.jar=" + System.getProperty("firstfin.jar"),
                "-Dfirstfin.quiet=" + System.getProperty("firstfin.quiet"),
                "-cp",
                System.getProperty("java.class.path"),
                QuietHour.class.getName()));
    command.addAll(arguments);
    List<String> wrapped = NetworkNamespace.wrap(command, Map.of(), List.of());
    Process inside = new ProcessBuilder(wrapped).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(inside::destroy));
    // On this JVM's own stream, as Maven expects.
    inside.inputReader().lines().forEach(System.out::println);
    return inside.waitFor();
  }

  private int run() throws IOException, InterruptedException {
    try {
      startServices();
      for (Service service : services) {
        service.awaitReady();
      }
      say("all at work; quiet for %d s from here", options.time().toSeconds());
      watch();
      // Otherwise it would find the servers closed.
      prober.close();
      // A client before its server, which was started first.
      for (int i = services.size() - 1; i >= 0; i--) {
        services.get(i).end();
      }
      return tell();
    } finally {
      for (int i = closeables.size() - 1; i >= 0; i--) {
        try {
          closeables.get(i).close();
        } catch (IOException e) {
          // It has ended.
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void startServices() throws IOException, InterruptedException {
    int databasePort = ports(1);
    boolean database = Postgres.missing().isEmpty();
    Child postgres = database ? Postgres.start(databasePort, folder) : null;
    if (database) {
      closeables.add(postgres);
    } else {
      left.add("HikariCP to PostgreSQL: left out, " + Postgres.missing().orElseThrow());
    }
    List<Integer> probed = new ArrayList<>();
    for (Form form : Form.values()) {
      int port = ports(1);
      probed.add(port);
      add(form, "health checks", port, HEALTH_CHECKS, "ProbedService", Integer.toString(port));
      int load = ports(1);
      add(form, "kept-alive load", load, KEPT_ALIVE, "KeptAliveLoad", Integer.toString(load));
      int streams = ports(1);
      add(form, "event streams", streams, STREAMS, "StayingClients", Integer.toString(streams));
      int tls = ports(1);
      add(form, "HTTPS", tls, TLS, "TlsService", Integer.toString(tls));
    }
    startProxied();
    if (database) {
      awaitServer("PostgreSQL", postgres, databasePort);
      String url = "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
      for (Form form : Form.values()) {
        add(form, "HikariCP", databasePort, HIKARI, "DatabaseClient", url, Postgres.USER);
      }
    }
    startKafka();
    for (Service service : services) {
      if (probed.contains(service.port)) {
        service.awaitReady();
      }
    }
    prober = new Prober(probed);
    closeables.add(prober);
  }

  private void startKafka() throws IOException, InterruptedException {
    int port = ports(2);
    Path data = Files.createDirectory(folder.resolve("kafka"));
    String[] arguments = {Integer.toString(port), data.toString()};
    add(Form.LOW, "Kafka broker", port, BROKER, "KafkaBroker", arguments).awaitReady();
    for (Form form : Form.values()) {
      add(form, "Kafka client", port, KAFKA, "KafkaClient", "127.0.0.1:" + port, form.label);
    }
  }

  private void startProxied() throws IOException, InterruptedException {
    if (Nginx.missing().isPresent()) {
      left.add("Vert.x behind nginx: left out, " + Nginx.missing().orElseThrow());
      return;
    }
    for (Form form : Form.values()) {
      int port = ports(1);
      int proxyPort = ports(1);
      Child nginx = Nginx.start("nginx-" + form.label, port, proxyPort, folder);
      closeables.add(nginx);
      awaitServer("nginx", nginx, proxyPort);
      String[] arguments = {Integer.toString(port), Integer.toString(proxyPort)};
      add(form, "behind nginx", port, PROXIED, "ProxiedService", arguments);
    }
  }

  private Service add(
      Form form, String name, int port, Service.Load load, String program, String... arguments)
      throws IOException {
    say("starting %s, %s", name, form.label);
    Service service = Service.start(name, form, port, load, folder, places, program, arguments);
    services.add(service);
    closeables.add(service);
    return service;
  }

  private int ports(int count) {
    int first = nextPort;
    nextPort += count;
    return first;
  }

  private static void awaitServer(String name, Child server, int port)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVER_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (!server.isAlive() || System.nanoTime() > end) {
          throw new IOException(name + " does not listen:\n" + server.errors(), e);
        }
        Thread.sleep(100);
      }
    }
  }

  /** Reads the kernel's table every second, and asks the agents now and then and at the end. */
  private void watch() throws IOException, InterruptedException {
    long seconds = options.time().toSeconds();
    long start = System.nanoTime();
    for (long second = 1; second <= seconds; second++) {
      TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
      SocketTable table = SocketTable.read();
      for (Service service : services) {
        service.see(table);
      }
      if (second == seconds || second % ASK_SECONDS == ASK_SECONDS / 2) {
        for (Service service : services) {
          service.ask();
        }
      }
      if (second % TELL_SECONDS == 0) {
        long warned = services.stream().filter(service -> !service.warnings.isEmpty()).count();
        say(
            "%d of %d s: %d services, %d of them warned of",
            second, seconds, services.size(), warned);
      }
    }
  }

  private int tell() {
    int status = 0;
    say("");
    say(
        "%-16s %-9s %9s %12s %10s %8s  %s",
        "service", "form", "exchanges", "established", "TIME_WAIT", "this JVM", "agent");
    for (Service service : services) {
      say(
          "%-16s %-9s %,9d %12d %10d %8d  %s",
          service.name,
          service.form.label,
          service.exchanges(),
          service.mostEstablished,
          service.mostTimeWait,
          service.timeWaitOfThisJvm,
          service.warnings.isEmpty()
              ? service.infos.isEmpty()
                  ? "quiet"
                  : "quiet; info: " + String.join(" ", service.infos)
              : "WARNED");
      for (String warning : service.warnings) {
        say("  WRONG %s", warning);
        status = 1;
      }
      for (String flaw : service.flaws()) {
        say("  WRONG %s", flaw);
        status = 1;
      }
    }
    say("health checks: %,d made, %,d failed", prober.made(), prober.failed());
    if (prober.made() < options.time().toSeconds() || prober.failed() > 0) {
      say("  WRONG the services were not probed as they were meant to be");
      status = 1;
    }
    left.forEach(line -> say("%s", line));
    say(
        "established and TIME_WAIT: the most that ss saw at the server's port; this JVM: at the end");
    say(status == 0 ? "no warning" : "not quiet");
    return status;
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ENGLISH, format, values));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
