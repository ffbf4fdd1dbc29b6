package io.firstfin.truth;

record PortRange(int first, int last) {
  boolean contains(int port) {
    return port >= first && port <= last;
  }
}
