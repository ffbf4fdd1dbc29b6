package io.firstfin.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Makes a jar that names, as an agent, a class on the class path of the programs, so that the JVM
 * can load it.
 */
final class AgentJar {
  private AgentJar() {}

  /**
   * Names {@code program} as the agent in a new jar.
   *
   * @param entry {@code Agent-Class} or {@code Premain-Class}
   */
  static Path of(Path jar, String entry, String program) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue(entry, "com.example.workload." + program);
    attributes.putValue("Can-Retransform-Classes", "true");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry("nothing-else"));
    }
    return jar;
  }
}
