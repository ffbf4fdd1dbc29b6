package io.firstfin.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstfin.support.NetworkNamespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium in the network namespace of a JVM, controlled with the DevTools protocol over
 * pipes. It has one tab; one thread uses it.
 */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Process process;
  private final OutputStream commands;
  private final InputStream answers;
  private final List<JsonNode> events = new ArrayList<>();
  private final String session;
  private int last;

  private Browser(Process process) {
    this.process = process;
    commands = process.getOutputStream();
    answers = process.getInputStream();
    String target = send("", "Target.createTarget", "url", "about:blank").path("targetId").asText();
    session =
        send("", "Target.attachToTarget", "targetId", target, "flatten", true)
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      send(session, domain + ".enable");
    }
  }

  /** Skips the test where there is no Chromium. */
  static Browser beside(JvmProcess jvm, Path profile) {
    String chromium = find();
    Assumptions.assumeTrue(chromium != null, "needs Chromium: apt-get install chromium");
    List<String> command = new ArrayList<>();
    // The protocol uses the descriptors 3 and 4.
    command.addAll(
        List.of("sh", "-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh", chromium));
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--remote-debugging-pipe",
            "--user-data-dir=" + profile));
    try {
      return new Browser(
          new ProcessBuilder(NetworkNamespace.wrap(command, jvm.pid()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String find() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }

  void open(String url) {
    send(session, "Page.navigate", "url", url);
  }

  /** The value of an expression, as JSON; this waits for a promise. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        send(
            session,
            "Runtime.evaluate",
            "expression",
            expression,
            "returnByValue",
            true,
            "awaitPromise",
            true);
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result);
    }
    return result.path("result").path("value");
  }

  String text(String expression) {
    return evaluate(expression).asText();
  }

  /** Waits until an expression is true. */
  void await(String expression) {
    boolean is = Await.until(30, () -> evaluate(expression).asBoolean(), value -> value);
    if (!is) {
      throw new AssertionError(
          "never: " + expression + "\n" + text("document.body.innerText") + "\n" + complaints());
    }
  }

  void size(int width, int height) {
    send(
        session,
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        width < 600);
  }

  void colorScheme(String scheme) {
    ObjectNode parameters = MAPPER.createObjectNode();
    parameters
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", scheme);
    send(session, "Emulation.setEmulatedMedia", parameters);
  }

  /** Presses a key, as a person would. */
  void press(String key, String code, int number, String text) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode parameters = MAPPER.createObjectNode();
      parameters
          .put("type", type)
          .put("key", key)
          .put("code", code)
          .put("windowsVirtualKeyCode", number);
      if (type.equals("keyDown") && !text.isEmpty()) {
        parameters.put("text", text);
      }
      send(session, "Input.dispatchKeyEvent", parameters);
    }
  }

  void screenshot(Path file) {
    byte[] png =
        Base64.getDecoder()
            .decode(
                send(session, "Page.captureScreenshot", "captureBeyondViewport", true)
                    .path("data")
                    .asText());
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses that were requested so far. */
  List<String> requests() {
    evaluate("0");
    return events.stream()
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .toList();
  }

  /** What the browser reported: exceptions, and violations of the page's policy. */
  List<String> complaints() {
    evaluate("0");
    return events.stream()
        .filter(
            event ->
                event.path("method").asText().equals("Runtime.exceptionThrown")
                    || event.path("method").asText().equals("Log.entryAdded"))
        .map(JsonNode::toString)
        .toList();
  }

  private JsonNode send(String sessionId, String method, Object... parameters) {
    ObjectNode node = MAPPER.createObjectNode();
    for (int i = 0; i < parameters.length; i += 2) {
      node.putPOJO((String) parameters[i], parameters[i + 1]);
    }
    return send(sessionId, method, node);
  }

  private JsonNode send(String sessionId, String method, ObjectNode parameters) {
    ObjectNode command = MAPPER.createObjectNode();
    command.put("id", ++last).put("method", method).set("params", parameters);
    if (!sessionId.isEmpty()) {
      command.put("sessionId", sessionId);
    }
    try {
      commands.write((command + "\0").getBytes(StandardCharsets.UTF_8));
      commands.flush();
      while (true) {
        JsonNode answer = read();
        if (answer.path("id").asInt() == last) {
          if (answer.has("error")) {
            throw new AssertionError(command + ": " + answer);
          }
          return answer.path("result");
        }
        events.add(answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(method, e);
    }
  }

  private JsonNode read() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (int next = answers.read(); next != 0; next = answers.read()) {
      if (next < 0) {
        throw new IOException("Chromium has ended");
      }
      message.write(next);
    }
    return MAPPER.readTree(message.toByteArray());
  }

  @Override
  public void close() {
    try {
      send("", "Browser.close");
    } catch (UncheckedIOException e) {
      // The browser had ended.
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
