package io.firstfin.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A value of one of the agent's meters, as an application exports it.
 *
 * @param series its name and its tags, spelt as the application spells them
 */
record Sample(String series, double value) {
  /** The agent's values in lines {@code SERIES VALUE}; lines of other kinds are left out. */
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

  /** The sum over the series that contain each of these texts; NaN when there are none. */
  static double sum(List<Sample> samples, String... texts) {
    return samples.stream()
        .filter(sample -> List.of(texts).stream().allMatch(sample::holds))
        .mapToDouble(Sample::value)
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  /** Whether the series contains the text; dots and underscores are equal. */
  private boolean holds(String text) {
    return spelling(series).contains(spelling(text));
  }

  private static String spelling(String name) {
    return name.toLowerCase(Locale.ROOT).replace('.', '_').replace("\"", "");
  }
}
