package io.firstfin.vocabulary;

import java.util.Locale;

/**
 * TCP states with the numbers of the Linux kernel (include/net/tcp_states.h) and the names of
 * OpenTelemetry's attribute {@code network.connection.state}.
 */
public enum TcpState implements Labelled {
  ESTABLISHED(1),
  SYN_SENT(2),
  SYN_RECEIVED(3),
  FIN_WAIT_1(4),
  FIN_WAIT_2(5),
  TIME_WAIT(6),
  CLOSED(7),
  CLOSE_WAIT(8),
  LAST_ACK(9),
  LISTEN(10),
  CLOSING(11);

  private static final TcpState[] BY_NUMBER = new TcpState[13];

  static {
    for (TcpState state : values()) {
      BY_NUMBER[state.number] = state;
    }
    // TCP_NEW_SYN_RECV is a request socket; sock_diag and procfs both show it as SYN_RECV.
    BY_NUMBER[12] = SYN_RECEIVED;
  }

  private final int number;
  private final String label = name().toLowerCase(Locale.ROOT);

  TcpState(int number) {
    this.number = number;
  }

  /** The kernel's number, 1 to 11. */
  public int number() {
    return number;
  }

  /** This state's bit in a mask of states, {@code 1 << number}. */
  public int bit() {
    return 1 << number;
  }

  /** OpenTelemetry's name, in lower case. */
  @Override
  public String label() {
    return label;
  }

  /** The state with this number of the kernel, or null when the kernel has no such state. */
  public static TcpState of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
  }
}
