package io.firstfin.command;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** What kind of terminal, if any, standard output is. */
final class Terminal {
  static final int DEFAULT_WIDTH = 100;

  private Terminal() {}

  /** Whether it is a terminal that understands colours, and the user has not switched them off. */
  static boolean understandsColour(Map<String, String> environment) {
    String type = environment.get("TERM");
    boolean colours = type != null && !type.isEmpty() && !type.equals("dumb");
    String refusal = environment.get("NO_COLOR");
    return colours && (refusal == null || refusal.isEmpty()) && isTerminal(System.console());
  }

  /** The person at the terminal that this process was started from. */
  static Consent consent() {
    final Console console = System.console();
    return new Consent() {
      @Override
      public boolean isPossible() {
        return isTerminal(console);
      }

      @Override
      public boolean ask(String question) {
        String answer = console.readLine("%s", question);
        return answer != null && answer.trim().matches("(?i)y|yes");
      }
    };
  }

  /**
   * From Java 22 on there is a console even when the output is redirected; the console itself knows
   * whether it is a terminal.
   */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException e) {
      return false;
    } catch (InvocationTargetException e) {
      return false;
    }
  }

  /** The number of columns, as the shell exports it. */
  static int width(Map<String, String> environment) {
    String columns = environment.get("COLUMNS");
    boolean number = columns != null && columns.matches("\\d{1,4}");
    return number ? Integer.parseInt(columns) : DEFAULT_WIDTH;
  }
}
