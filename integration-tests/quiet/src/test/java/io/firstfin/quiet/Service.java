package io.firstfin.quiet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A watched JVM, what the agent has reported about it, and what {@code ss} has counted at its port.
 */
final class Service implements AutoCloseable {
  private static final int START_SECONDS = 120;
  private static final int END_SECONDS = 30;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final String name;
  final Form form;

  /** The port of its server, which is in this JVM or in another process. */
  final int port;

  private final Load load;
  private final Child child;
  private final Path log;
  private final Path folder;
  private final Places places;

  /**
   * What {@code ss} must have counted at one moment: this JVM's connections to the server's port,
   * and the sockets in TIME_WAIT at that port.
   */
  record Load(int established, int timeWait) {}

  /** The files that were built, and the JDK of the services. */
  record Places(Path jdk, Path jar, String classPath) {
    Path java() {
      return jdk.resolve("bin/java");
    }
  }

  /** Each warning once: warnings of the log by their first line, those of reports by their id. */
  final Set<String> warnings = new LinkedHashSet<>();

  final Set<String> infos = new LinkedHashSet<>();
  int mostEstablished;
  int mostTimeWait;
  int timeWaitOfThisJvm = -1;
  private boolean ready;
  private JsonNode report;
  private String done = "";

  private Service(
      String name,
      Form form,
      int port,
      Load load,
      Child child,
      Path log,
      Path folder,
      Places places) {
    this.name = name;
    this.form = form;
    this.port = port;
    this.load = load;
    this.child = child;
    this.log = log;
    this.folder = folder;
    this.places = places;
  }

  static Service start(
      String name,
      Form form,
      int port,
      Load load,
      Path folder,
      Places places,
      String program,
      String... arguments)
      throws IOException {
    Path log = folder.resolve(name.replace(' ', '-') + "-" + form.label + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                places.java().toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-javaagent:" + places.jar() + "=" + form.options(log.toString()),
                "-cp",
                places.classPath(),
                "com.example.quiet." + program));
    command.addAll(List.of(arguments));
    Child child = Child.start(name.replace(' ', '-') + "-" + form.label, command, folder);
    return new Service(name, form, port, load, child, log, folder, places);
  }

  void awaitReady() throws IOException, InterruptedException {
    if (!ready) {
      child.await("ready", START_SECONDS);
      ready = true;
    }
  }

  boolean isAlive() {
    return child.isAlive();
  }

  void see(SocketTable table) {
    mostEstablished = Math.max(mostEstablished, table.established(child.pid(), port));
    mostTimeWait = Math.max(mostTimeWait, table.timeWait(port));
  }

  /** Asks the agent for its findings, and reads its log. */
  void ask() throws IOException, InterruptedException {
    Process asked =
        new ProcessBuilder(
                places.java().toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                places.jar().toString(),
                "report",
                Long.toString(child.pid()),
                "--json")
            .redirectErrorStream(true)
            .start();
    String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException("no report of " + this + ": " + text + "\n" + child.errors());
    }
    report = JSON.readTree(text);
    timeWaitOfThisJvm = report.path("timeWait").path("thisJvm").asInt(-1);
    boolean warned = false;
    for (JsonNode finding : report.path("findings")) {
      String id = finding.path("id").asText();
      if (finding.path("severity").asText().equals("warning")) {
        warnings.add(id + " " + finding.path("subject").asText());
        warned = true;
      } else {
        infos.add(id);
      }
    }
    if (warned) {
      Files.writeString(kept(), report.toPrettyString());
    }
    readLog();
  }

  private void readLog() throws IOException {
    for (String line : Files.readAllLines(log)) {
      if (line.contains("WARNING")) {
        warnings.add("log: " + line);
      }
    }
  }

  private Path kept() {
    return folder.resolve(log.getFileName().toString().replace(".log", ".json"));
  }

  /** Ends the service, and reads the rest of its log. */
  void end() throws IOException, InterruptedException {
    child.endInput();
    done = child.await("done ", END_SECONDS);
    readLog();
  }

  long exchanges() {
    return done.isEmpty() ? -1 : Long.parseLong(done.split(" ")[1]);
  }

  long failures() {
    return done.isEmpty() ? -1 : Long.parseLong(done.split(" ")[2]);
  }

  /** Why the run proves nothing about this service; empty when it does. */
  List<String> flaws() {
    List<String> flaws = new ArrayList<>();
    if (mostEstablished < load.established() || mostTimeWait < load.timeWait()) {
      flaws.add("ss saw less than " + load);
    }
    if (exchanges() <= 0 || failures() != 0) {
      flaws.add(exchanges() + " exchanges, " + failures() + " failures");
    }
    JsonNode agent = report.path("agent");
    if (agent.path("errors").asInt(-1) != 0 || agent.path("dropped").asInt(-1) != 0) {
      flaws.add("the agent failed or dropped: " + agent);
    }
    if (report.path("totals").path("opened").isEmpty()) {
      flaws.add("the agent has seen no connection");
    }
    return flaws;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    child.close();
  }

  @Override
  public String toString() {
    return name + " (" + form.label + ")";
  }
}
