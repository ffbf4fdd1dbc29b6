package io.firstfin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.firstfin.http.HttpAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PageDocumentTest {
  private final HttpAnswer answer = answer();
  private final String document = new String(answer.body, StandardCharsets.UTF_8);
  private final String policy = answer.headers.get("Content-Security-Policy");

  @Test
  void onlyItsOwnStyleAndScriptAreAllowed() throws Exception {
    assertTrue(policy.startsWith("default-src 'none'; "), policy);
    assertTrue(policy.contains("style-src '" + hashOf("style") + "';"), policy);
    assertTrue(policy.contains("script-src '" + hashOf("script") + "';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void itAsksNobodyElseForAnything() {
    String[] addresses = document.split("https?://");
    // The name of the SVG namespace, which no browser fetches.
    assertEquals(2, addresses.length);
    assertTrue(addresses[1].startsWith("www.w3.org/2000/svg\""), addresses[1].substring(0, 40));
  }

  @Test
  void itsScriptNeverMakesMarkupOfText() {
    for (String sink :
        new String[] {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
      assertFalse(document.contains(sink), sink);
    }
  }

  private String hashOf(String element) throws Exception {
    String begin = "<" + element + ">";
    int from = document.indexOf(begin) + begin.length();
    String text = document.substring(from, document.indexOf("</" + element + ">", from));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static HttpAnswer answer() {
    try {
      return new PageDocument().get(null);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
