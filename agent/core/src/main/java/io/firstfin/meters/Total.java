package io.firstfin.meters;

/**
 * The value that a counter shows. The agent's own count can go back, when the kernel's tables move
 * a close from one verdict to another, but a counter must not. So the largest value is shown until
 * the count has passed it.
 */
final class Total {
  private volatile double shown;

  void raise(double count) {
    if (count > shown) {
      shown = count;
    }
  }

  double shown() {
    return shown;
  }
}
