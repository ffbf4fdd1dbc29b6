package io.firstfin.node;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the words of a command line mean to the launcher (java(1)). */
final class LauncherWords {
  /** Options whose value is the next word. */
  private static final Set<String> WITH_VALUE =
      new HashSet<String>(
          Arrays.asList(
              "-cp",
              "-classpath",
              "--class-path",
              "-p",
              "--module-path",
              "--upgrade-module-path",
              "--add-modules",
              "--add-exports",
              "--add-opens",
              "--add-reads",
              "--enable-native-access",
              "--limit-modules",
              "--patch-module",
              "--source"));

  private static final Set<String> BEFORE_MAIN =
      new HashSet<String>(Arrays.asList("-jar", "-m", "--module"));

  /** The main class, the jar, or a module with its main class; empty when it is not there. */
  final String main;

  /** The words before {@link #main}, without the launcher itself. */
  final List<String> options;

  /** The words after it, which the application gets. */
  final List<String> arguments;

  LauncherWords(List<String> words) {
    int at = 1;
    while (at < words.size() && !isMain(words, at)) {
      at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
    }
    boolean found = at < words.size();
    main = found ? words.get(at) : "";
    options = words.subList(Math.min(1, words.size()), Math.min(at, words.size()));
    arguments = found ? words.subList(at + 1, words.size()) : Collections.<String>emptyList();
  }

  private static boolean isMain(List<String> words, int at) {
    String word = words.get(at);
    return BEFORE_MAIN.contains(words.get(at - 1))
        || !word.startsWith("-") && !word.startsWith("@");
  }
}
