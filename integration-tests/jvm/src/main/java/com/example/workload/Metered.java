package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * An application with Micrometer. Lines in: {@code close N} opens connections and closes each, the
 * client first; {@code meters} prints the meters; {@code let go} frees a registry that is stuck.
 *
 * <p>Arguments: port; {@code global}, {@code own} or {@code stuck}, the registry.
 */
public final class Metered {
  private Metered() {}

  public static void main(String[] arguments) throws IOException {
    Loopback loopback = new Loopback(Integer.parseInt(arguments[0]));
    MeteredApplication application = new MeteredApplication(arguments[1]);
    Console.say("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = in.readLine()) != null; ) {
      application.use();
      if (line.startsWith("close ")) {
        loopback.closeClientFirst(Integer.parseInt(line.substring("close ".length())));
        Console.say("closed");
      } else if (line.equals("let go")) {
        application.letGo();
      } else {
        application.get().forEach(meter -> Console.say("meter " + meter));
        Console.say("meters");
      }
    }
  }
}
