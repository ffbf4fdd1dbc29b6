package io.firstfin.kernel;

import java.net.InetAddress;

/** Asks for the states of single sockets. Questions are added first, and then asked all at once. */
public interface SocketStates {
  /** No socket has this address pair and this cookie. */
  int GONE = 0;

  /** The question was not asked yet, or the kernel has not answered it. */
  int UNANSWERED = -1;

  /**
   * Adds a question.
   *
   * @param cookie SO_COOKIE; 0 for any socket of this address pair
   * @return the question's number; the first is 0
   */
  int add(InetAddress local, int localPort, InetAddress remote, int remotePort, long cookie);

  /**
   * Asks all questions that are unanswered.
   *
   * @throws KernelException when the kernel refuses; answers from before stay
   */
  void ask() throws KernelException;

  /**
   * The kernel's number of the state (include/net/tcp_states.h) of the socket that question {@code
   * number} is about, or {@link #GONE}, or {@link #UNANSWERED}.
   */
  int state(int number);

  /** Forgets all questions and answers. */
  void clear();
}
