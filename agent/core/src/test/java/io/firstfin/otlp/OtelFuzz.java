package io.firstfin.otlp;

import io.firstfin.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;

/** The values of OpenTelemetry's environment variables. */
public final class OtelFuzz {
  private OtelFuzz() {}

  public static FuzzTarget target() {
    return FuzzTarget.ofText("percent", OtelFuzz::decode, "a%20b=%C3%A4,c=d");
  }

  private static void decode(byte[] input) {
    try {
      PercentEncoding.decode(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException expected) {
      return;
    }
  }
}
