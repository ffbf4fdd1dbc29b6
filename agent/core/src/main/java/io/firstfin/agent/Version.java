package io.firstfin.agent;

final class Version {
  static String current() {
    return "0.1.0";
  }
}
