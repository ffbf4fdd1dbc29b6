package io.firstfin.otlp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The service that the meters belong to, in attributes of OpenTelemetry's semantic conventions.
 * Without an instance id for each JVM, all JVMs of a service would send the same series.
 */
final class OtlpResource {
  private static final String KERNEL = "/proc/sys/kernel/";

  private OtlpResource() {}

  /**
   * The attributes of this JVM, which stay the same as long as the agent is attached; those that
   * the user gives win.
   *
   * @param pid -1 when it is not known
   */
  static Map<String, String> attributes(OtelVariables variables, long pid) {
    Map<String, String> attributes = new LinkedHashMap<String, String>();
    attributes.put("service.instance.id", randomId());
    String host = firstLine("hostname", variables.text("HOSTNAME"));
    if (host != null) {
      attributes.put("host.name", host);
    }
    if (pid > 0) {
      attributes.put("process.pid", Long.toString(pid));
    }
    attributes.putAll(variables.attributes("OTEL_RESOURCE_ATTRIBUTES"));
    String service = variables.text("OTEL_SERVICE_NAME");
    if (service != null) {
      attributes.put("service.name", service);
    }
    return attributes;
  }

  /**
   * The random bytes come from the kernel: the JVM's own generator would be that of the
   * application's provider.
   */
  private static String randomId() {
    String id = firstLine("random/uuid", null);
    return id == null ? UUID.randomUUID().toString() : id;
  }

  private static String firstLine(String file, String otherwise) {
    try (BufferedReader lines =
        Files.newBufferedReader(Paths.get(KERNEL + file), StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      return line == null || line.isEmpty() ? otherwise : line;
    } catch (IOException | SecurityException e) {
      return otherwise;
    }
  }
}
