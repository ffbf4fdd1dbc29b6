package benchmarks.program;

/** Which end of a pair closes first, and on which threads. */
enum Order {
  /** An acceptor thread closes its end when it has read the client's FIN. */
  CLIENT_FIRST,
  /** An acceptor thread closes at once; the client closes when it has read the server's FIN. */
  SERVER_FIRST,
  /**
   * The client closes first, and one thread does both ends: the listener's backlog replaces the
   * acceptor. No thread waits for another, so that the figure has the least noise, and any added
   * cost is the largest share of it.
   */
  ONE_THREAD
}
