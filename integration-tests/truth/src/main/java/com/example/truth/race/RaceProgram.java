package com.example.truth.race;

import com.example.support.Console;

/** What both programs of the races do alike. {@link Arguments} describes their arguments. */
final class RaceProgram {
  private RaceProgram() {}

  /** Listens before the races begin. */
  interface Listening {
    void begin(Arguments arguments) throws Exception;
  }

  /**
   * Listens, makes the calls when the test says so, and stays until the test ends it. Never
   * returns.
   *
   * @param clients whether this program connects in the races of watched clients; else in the
   *     others
   */
  static void run(String[] words, boolean clients, Listening listening, Calls.Callers callers) {
    try {
      Arguments arguments = new Arguments(words);
      listening.begin(arguments);
      Console.say("ready");
      if (Console.awaitLine()) {
        Calls.run(arguments, clients, callers);
        Console.say("done");
        Console.awaitEnd();
        System.exit(0);
      }
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(1);
  }
}
