package io.firstfin.integration;

import io.firstfin.support.Command;
import io.firstfin.support.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A copy of the project {@code sample}, and Maven with a local repository of its own, which has the
 * artifacts of this build. All others come from the local repository of this build, so that nothing
 * is left in it and little is downloaded.
 */
final class SampleProject {
  private static final Path ROOT = Path.of("../..");
  private static final String VERSION = System.getProperty("firstfin.version");
  private static final String AGENT_JAR = System.getProperty("firstfin.jar");

  private final Path shared;
  private final Path repository;
  private final Path folder;
  private final Jdk jdk;

  /** What Maven printed. */
  private String output;

  /**
   * @param shared for what several copies share: the local repository
   * @param folder for this copy; empty
   */
  SampleProject(Path shared, Path folder, Jdk jdk) throws IOException {
    this.shared = shared;
    this.repository = shared.resolve("repository");
    this.folder = folder;
    this.jdk = jdk;
    copyTree(Path.of("sample"), folder);
    install("firstfin-parent", ROOT, null);
    install("firstfin-agent", ROOT.resolve("agent"), null);
    install("firstfin", ROOT.resolve("agent/assembly"), Path.of(AGENT_JAR));
    Path extension = ROOT.resolve("agent/junit");
    install(
        "firstfin-junit",
        extension,
        extension.resolve("target/firstfin-junit-" + VERSION + ".jar"));
    Files.writeString(shared.resolve("settings.xml"), settings());
  }

  private void install(String artifact, Path module, Path jar) throws IOException {
    Path to = repository.resolve("io/firstfin").resolve(artifact).resolve(VERSION);
    Files.createDirectories(to);
    copy(module.resolve("pom.xml"), to.resolve(artifact + "-" + VERSION + ".pom"));
    if (jar != null) {
      copy(jar, to.resolve(artifact + "-" + VERSION + ".jar"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String settings() {
    String repository =
        "<id>this-build</id><url>file://"
            + System.getProperty("firstfin.local-repository")
            + "</url><releases><checksumPolicy>ignore</checksumPolicy></releases>";
    return "<settings><profiles><profile><id>this-build</id>"
        + ("<repositories><repository>" + repository + "</repository></repositories>")
        + ("<pluginRepositories><pluginRepository>" + repository)
        + "</pluginRepository></pluginRepositories></profile></profiles>"
        + "<activeProfiles><activeProfile>this-build</activeProfile></activeProfiles></settings>";
  }

  /** {@code -javaagent} with the jar of this build. */
  static String javaAgent(String options) {
    return "-javaagent:" + AGENT_JAR + "=" + options;
  }

  /**
   * Runs the tests, and returns for each the text of its failure; empty for one that passed.
   *
   * @param arguments of the JVM that runs the tests
   */
  Map<String, String> test(String junitVersion, String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "JAVA_HOME=" + jdk.home()));
    command.addAll(List.of(System.getProperty("firstfin.maven"), "-B", "-ntp"));
    command.addAll(List.of("-s", shared.resolve("settings.xml").toString()));
    command.addAll(List.of("-f", folder.resolve("pom.xml").toString()));
    command.add("-Dmaven.repo.local=" + repository);
    command.add("-Dfirstfin.version=" + VERSION);
    command.add("-Djunit.version=" + junitVersion);
    command.add("-Dagent=" + arguments);
    command.add("test");
    Command.Result result = Command.run(command);
    output = result.out() + result.err();
    return failures();
  }

  String output() {
    return output;
  }

  private Map<String, String> failures() throws Exception {
    Map<String, String> failures = new TreeMap<>();
    Path reports = folder.resolve("target/surefire-reports");
    if (!Files.isDirectory(reports)) {
      throw new AssertionError("no test ran:\n" + output);
    }
    for (Path report : files(reports)) {
      if (report.toString().endsWith(".xml")) {
        NodeList tests =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
          Element test = (Element) tests.item(i);
          String text = text(test, "failure") + text(test, "error");
          failures.put(test.getAttribute("name").replaceFirst("\\(.*", ""), text);
        }
      }
    }
    return failures;
  }

  private static String text(Element test, String kind) {
    NodeList found = test.getElementsByTagName(kind);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static void copyTree(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path relative = from.relativize(file);
      if (!relative.startsWith("target")) {
        Path target = to.resolve(relative);
        Files.createDirectories(target.getParent());
        copy(file, target);
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
