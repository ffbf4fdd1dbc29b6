package io.firstfin.options;

import io.firstfin.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The agent's arguments, the values of environment and properties, and the file of {@code config}.
 */
public final class OptionsFuzz {
  private static final String FILE =
      "# a comment\ninterval = 500ms\nwarn.ports=70%\\\n \nlog=\\u0041\nnone: 1\nconfig=x\n";

  /** Written anew each time: to make a file and delete it takes longer than to read it. */
  private static Path file;

  private OptionsFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText(
            "options",
            OptionsFuzz::options,
            "interval=500ms,warn.ports=70%,log='a,b',http=[::1]:9464,otlp=http://h/v1,top=3",
            "app.packages=com.acme,stack.budget=1%,jfr=off,kernel=procfs,warn.repeat=5m"),
        FuzzTarget.ofText("config", OptionsFuzz::config, FILE));
  }

  private static void options(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    OptionsParser.problemsOf(text);
    OptionsParser.namesIn(text);
    Properties properties = new Properties();
    properties.setProperty("firstfin.http", text);
    if (!text.contains("config")) {
      // Another file than one of the tests' must not be read.
      OptionsParser.parse(text, properties, Map.of("FIRSTFIN_INTERVAL", text));
    }
  }

  private static void config(byte[] input) throws IOException {
    if (file == null) {
      file = Files.createTempFile("fuzz", ".properties");
      file.toFile().deleteOnExit();
    }
    ConfigFile.read(Files.write(file, input).toString());
  }
}
