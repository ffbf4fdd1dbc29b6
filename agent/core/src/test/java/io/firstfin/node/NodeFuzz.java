package io.firstfin.node;

import io.firstfin.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the commands read of other processes: the settings of an application, and command lines. */
public final class NodeFuzz {
  private NodeFuzz() {}

  public static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText(
            "yaml",
            input -> YamlValue.of(new String(input, StandardCharsets.UTF_8), "spring.name"),
            "# settings\nspring:\n  other: 1\n  name: 'shop'  # ours\n",
            "spring.name: \"shop\"\nx:\n - y\n"),
        FuzzTarget.ofText(
            "words",
            NodeFuzz::words,
            "java\0-cp\0a.jar\0-Xmx1g\0com.acme.Main\0--port=1\0",
            "java\0-jar\0shop.jar\0"));
  }

  private static void words(byte[] input) {
    new LauncherWords(Arrays.asList(new String(input, StandardCharsets.UTF_8).split("\0")));
  }
}
