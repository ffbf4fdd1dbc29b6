package io.firstfin.vocabulary;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/**
 * Why a connect failed. The text of the errno decides, because the exception's class varies with
 * the JDK.
 */
public enum ConnectFailureReason implements Labelled {
  /** EADDRNOTAVAIL: no ephemeral port is left towards the destination. */
  ADDRESS_UNAVAILABLE("Cannot assign requested address"),
  /** EADDRINUSE: the address that was bound explicitly is taken. */
  ADDRESS_IN_USE("Address already in use"),
  /** ECONNREFUSED. */
  REFUSED("Connection refused"),
  /** ETIMEDOUT, or the time-out that the caller has set. */
  TIMED_OUT("timed out"),
  /** EHOSTUNREACH or ENETUNREACH. */
  UNREACHABLE("unreachable"),
  /** ECONNRESET while connecting. */
  RESET("reset"),
  /** Another thread has closed the socket, or has interrupted the connect. */
  CLOSED("closed"),
  /** Anything else. */
  OTHER(null);

  private static final ConnectFailureReason[] ALL = values();

  private final String text;
  private final String label = name().toLowerCase(Locale.ROOT);

  ConnectFailureReason(String text) {
    this.text = text;
  }

  /** The word in reports and meters, in lower case. */
  @Override
  public String label() {
    return label;
  }

  /** The reason that a failed connect gave. */
  public static ConnectFailureReason of(Throwable failure) {
    String message = failure.getMessage();
    if (message != null) {
      for (ConnectFailureReason reason : ALL) {
        if (reason.text != null && message.contains(reason.text)) {
          return reason;
        }
      }
    }
    if (failure instanceof SocketTimeoutException) {
      return TIMED_OUT;
    }
    if (failure instanceof ClosedChannelException) {
      return CLOSED;
    }
    if (failure instanceof NoRouteToHostException) {
      return UNREACHABLE;
    }
    // The message is not in English. Net.c throws ConnectException for ECONNREFUSED and ETIMEDOUT.
    return failure instanceof ConnectException ? REFUSED : OTHER;
  }
}
