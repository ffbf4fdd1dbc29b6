package benchmarks.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Figures of several rounds: the median counts; the smallest and the largest show how reliable it
 * is.
 */
final class Spread {

  private final List<Double> figures = new ArrayList<>();

  static Spread of(double... figures) {
    Spread spread = new Spread();
    for (double figure : figures) {
      spread.add(figure);
    }
    return spread;
  }

  void add(double figure) {
    figures.add(figure);
  }

  int size() {
    return figures.size();
  }

  double last() {
    return figures.get(figures.size() - 1);
  }

  /** The middle figure, or the mean of the two in the middle. */
  double median() {
    if (figures.isEmpty()) {
      throw new IllegalStateException("no figure was taken");
    }
    List<Double> sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The smallest and the largest figure; empty if there is only one. */
  String range(String format) {
    if (figures.size() < 2) {
      return "";
    }
    return Row.text(format, Collections.min(figures))
        + " – "
        + Row.text(format, Collections.max(figures));
  }

  String text(String format) {
    return Row.text(format, median());
  }
}
