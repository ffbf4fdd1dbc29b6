package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Takes the files of FTP clients, each over a data connection of its own (RFC 959), which the
 * client ends at the file's end.
 *
 * <p>Argument: port.
 */
public final class FtpServer {
  private FtpServer() {}

  public static void main(String[] arguments) throws Exception {
    ServerSocket server =
        new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getByName("127.0.0.1"));
    Thread sessions = new Thread(() -> accept(server));
    sessions.setDaemon(true);
    sessions.start();
    Console.say("ready");
    Console.awaitEnd();
  }

  private static void accept(ServerSocket server) {
    while (true) {
      try (Socket control = server.accept()) {
        serve(control);
      } catch (IOException e) {
        // The client has gone.
      }
    }
  }

  private static void serve(Socket control) throws IOException {
    BufferedReader commands =
        new BufferedReader(
            new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
    say(control, "220 ready");
    try (ServerSocket data = new ServerSocket(0, 50, control.getLocalAddress())) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        switch (line.split(" ")[0]) {
          case "USER":
            say(control, "331 password");
            break;
          case "PASS":
            say(control, "230 welcome");
            break;
          case "PASV":
            say(control, passive(data.getLocalPort()));
            break;
          case "STOR":
            receive(control, data);
            break;
          case "TYPE":
            say(control, "200 type");
            break;
          case "QUIT":
            say(control, "221 bye");
            return;
          default:
            say(control, "502 not here");
        }
      }
    }
  }

  private static String passive(int port) {
    return "227 passive (127,0,0,1," + (port >> 8) + "," + (port & 0xff) + ")";
  }

  private static void receive(Socket control, ServerSocket data) throws IOException {
    say(control, "150 go on");
    try (Socket transfer = data.accept()) {
      while (transfer.getInputStream().read() >= 0) {
        // Its length does not matter.
      }
    }
    say(control, "226 done");
  }

  private static void say(Socket control, String line) throws IOException {
    control.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
