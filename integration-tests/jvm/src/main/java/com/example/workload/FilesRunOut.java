package com.example.workload;

import com.example.support.Console;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * After a line it takes all file descriptors that the process may have; after another line it frees
 * them.
 */
public final class FilesRunOut {
  private FilesRunOut() {}

  public static void main(String[] arguments) throws IOException {
    List<FileInputStream> files = new ArrayList<>();
    Console.awaitLine();
    try {
      while (true) {
        files.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      Console.say("none left");
    }
    Console.awaitLine();
    for (FileInputStream file : files) {
      file.close();
    }
    Console.say("freed");
    Console.awaitEnd();
  }
}
