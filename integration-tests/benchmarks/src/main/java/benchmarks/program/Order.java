package benchmarks.program;

/** Which end of a pair closes first, and on which threads. */
enum Order {
  /** An acceptor thread closes its end when it has seen the client's FIN. */
  CLIENT_FIRST,
  /** An acceptor thread closes at once, the client when it has seen the server's FIN. */
  SERVER_FIRST,
  /**
   * The client closes first and one thread does both ends, the listener's backlog standing in for
   * the acceptor: no thread ever waits for another, so the figure is the least noisy and any added
   * cost is the largest share of it.
   */
  ONE_THREAD
}
