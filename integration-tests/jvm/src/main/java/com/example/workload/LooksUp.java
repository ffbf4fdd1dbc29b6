package com.example.workload;

import com.example.support.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.util.Collections;

/**
 * For each line of its input it looks up resources and classes on its whole class path, as
 * frameworks do when they start, and closes one connection first.
 */
public final class LooksUp {
  private LooksUp() {}

  public static void main(String[] arguments) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
      connect(listener);
      Console.say("ready");
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      while (in.readLine() != null) {
        lookUp();
        connect(listener);
        Console.say("looked up");
      }
    }
  }

  private static void lookUp() throws IOException {
    ClassLoader loader = LooksUp.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
      url.getPath();
    }
    loader.getResource("io/firstfin/launcher/Launcher.class");
    try {
      Class.forName("com.example.Missing");
    } catch (ClassNotFoundException e) {
      // The search through every jar is what this is for.
    }
  }

  private static void connect(ServerSocket listener) throws IOException {
    try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket server = listener.accept()) {
      client.shutdownOutput();
      server.getInputStream().read();
    }
  }
}
