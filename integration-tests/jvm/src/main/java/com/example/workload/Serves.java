package com.example.workload;

import com.example.support.Console;
import java.io.IOException;

/**
 * Prints {@code ready}, and for each line of input makes {@link EveryClose} once and prints {@code
 * served N}. Ends with an error when a result is wrong.
 */
public final class Serves {
  private Serves() {}

  public static void main(String[] arguments) throws IOException {
    EveryClose closes = new EveryClose();
    Console.say("ready");
    for (int i = 1; Console.awaitLine(); i++) {
      closes.make();
      Console.say("served " + i);
    }
  }
}
