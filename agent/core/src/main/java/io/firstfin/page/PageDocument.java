package io.firstfin.page;

import io.firstfin.bytes.Streams;
import io.firstfin.http.HttpAnswer;
import io.firstfin.http.HttpRequest;
import io.firstfin.http.HttpResource;
import io.firstfin.report.Report;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The document. It contains its own style and script, and requests nothing except from its own
 * server. It never changes; the numbers come from {@link PageData}.
 */
public final class PageDocument implements HttpResource {
  private final HttpAnswer answer;

  /**
   * Reads the document from the jar.
   *
   * @throws IOException when the jar is damaged
   */
  public PageDocument() throws IOException {
    String style = resource("page.css");
    String script = resource("numbers.js") + resource("page.js");
    String document =
        resource("page.html")
            .replace("<style></style>", "<style>" + style + "</style>")
            .replace("<script></script>", "<script>" + script + "</script>");
    answer =
        HttpAnswer.ok("text/html; charset=utf-8", document.getBytes(StandardCharsets.UTF_8))
            .with(
                "Content-Security-Policy",
                "default-src 'none'; style-src '"
                    + hash(style)
                    + "'; script-src '"
                    + hash(script)
                    + "'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'")
            .with("Referrer-Policy", "no-referrer");
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public void update(Report report) {}

  @Override
  public HttpAnswer get(HttpRequest request) {
    return answer;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageDocument.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("firstfin.jar is damaged or incomplete: no " + name);
      }
      return new String(Streams.readAll(in), StandardCharsets.UTF_8);
    }
  }

  /** The digest of the text between the tags, as CSP Level 3, section 2.3.1 defines it. */
  private static String hash(String text) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has SHA-256.
      throw new IOException(e);
    }
  }
}
