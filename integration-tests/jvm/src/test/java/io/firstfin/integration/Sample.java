package io.firstfin.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A value of a meter of the agent's, as an application exports it.
 *
 * @param series its name and its tags, spelt as the application spells them
 */
record Sample(String series, double value) {
  /** Those of the agent's in lines {@code SERIES VALUE}, lines of other kinds left out. */
  static List<Sample> of(List<String> lines) {
    List<Sample> samples = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("firstfin")) {
        int space = line.lastIndexOf(' ');
        samples.add(
            new Sample(line.substring(0, space), Double.parseDouble(line.substring(space))));
      }
    }
    return samples;
  }

  /** The sum of those whose series holds each of these texts; NaN when there are none. */
  static double sum(List<Sample> samples, String... texts) {
    return samples.stream()
        .filter(sample -> List.of(texts).stream().allMatch(sample::holds))
        .mapToDouble(Sample::value)
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  /** Whether the series holds the text, dots and underscores alike. */
  private boolean holds(String text) {
    return spelling(series).contains(spelling(text));
  }

  private static String spelling(String name) {
    return name.toLowerCase(Locale.ROOT).replace('.', '_').replace("\"", "");
  }
}
