package benchmarks.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar of {@code benchmarks.program.EmptyAgent}. */
final class EmptyAgentJar {

  private static final String AGENT = "benchmarks.program.EmptyAgent";

  private EmptyAgentJar() {}

  static Path make(Setup setup) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), AGENT);
    Path jar = setup.scratch().resolve("empty-agent.jar");
    String entry = AGENT.replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(setup.programs().resolve(entry), out);
    }
    return jar;
  }
}
