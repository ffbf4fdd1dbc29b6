package io.firstfin.otlp;

import io.firstfin.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The values of OpenTelemetry's environment variables, and the answers of a receiver. */
public final class OtelFuzz {
  private OtelFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("percent", OtelFuzz::decode, "a%20b=%C3%A4,c=d"),
        FuzzTarget.ofText(
            "otlp-answer",
            OtelFuzz::answer,
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}",
            "HTTP/1.0 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
  }

  private static void decode(byte[] input) {
    try {
      PercentEncoding.decode(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException expected) {
      return;
    }
  }

  private static void answer(byte[] input) {
    try {
      CollectorAnswer.keepsConnection(new ByteArrayInputStream(input));
    } catch (IOException expected) {
      return;
    }
  }
}
