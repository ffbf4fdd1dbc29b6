package benchmarks.program;

import java.io.BufferedReader;
import java.io.InputStreamReader;

/**
 * The line protocol between the driver and a program: it reads a command and prints a number. The
 * end of standard input ends the program, so that no program outlives its driver.
 */
public final class Commands {

  /** Executes one command, given as its words. */
  public interface Handler {
    long answer(String[] command) throws Exception;
  }

  private Commands() {}

  public static void serve(Handler handler) throws Exception {
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    String line;
    while ((line = in.readLine()) != null) {
      System.out.println(handler.answer(line.split(" ")));
    }
    System.exit(0);
  }
}
