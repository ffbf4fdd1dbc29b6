package io.firstfin.kernel;

import java.net.InetAddress;

/** Asks for the states of single sockets: questions are added, then asked all at once. */
public interface SocketStates {
  /** No socket has this pair and this cookie. */
  int GONE = 0;

  /** Not asked yet, or the kernel has not answered. */
  int UNANSWERED = -1;

  /**
   * Adds a question.
   *
   * @param cookie SO_COOKIE; not 0
   * @return its number, from 0 on
   */
  int add(InetAddress local, int localPort, InetAddress remote, int remotePort, long cookie);

  /**
   * Asks all questions that are unanswered.
   *
   * @throws KernelException when the kernel refuses; what it has answered before stays
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
