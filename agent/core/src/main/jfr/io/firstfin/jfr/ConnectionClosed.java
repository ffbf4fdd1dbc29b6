package io.firstfin.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;
import jdk.jfr.Timespan;

/**
 * One close, with the stack of the thread that closes. It lasts from the opening on, if a recording
 * that wanted it ran then; otherwise it has no duration.
 */
@Name("firstfin.ConnectionClosed")
@Label("Connection Closed")
@Category("FirstFIN")
@Description(
    "A TCP connection that this JVM closes, and which side sent the first FIN. At most as many a second as"
        + " the setting throttle says. It lasts as long as the connection, or no time where the"
        + " opening was before the recording: a threshold leaves those out")
final class ConnectionClosed extends Event {
  /** Distinguishes the connections of one descriptor; it is no field of the event. */
  transient long openedNanos;

  @Label("Role")
  @Description("client, server or unknown")
  String role;

  @Label("Initiator")
  @Description(
      "Whose FIN or RST was the first: local, remote, simultaneous or unknown; as it was just"
          + " before the close")
  String initiator;

  @Label("How")
  @Description("fin, rst or unknown")
  String how;

  @Label("Reset")
  @Description("Which side sent a reset: none, local or remote; empty when it is not known")
  String reset;

  @Label("State")
  @Description("The kernel's state of the connection just before the close, or unknown")
  String state;

  @Label("Remote Address")
  @Description("Empty when it is not known")
  String remoteAddress;

  @Label("Remote Port")
  int remotePort;

  @Label("Local Port")
  int localPort;

  @Label("Lifetime")
  @Description("Since connect or accept; not available when the opening was not seen")
  @Timespan(Timespan.NANOSECONDS)
  long lifetime;

  @Label("Exchanges")
  @Description("Requests and answers on the connection, from TCP_INFO; -1 when not known")
  int exchanges;

  @Label("Cookie")
  @Description("SO_COOKIE, which ss -e shows in hexadecimal as sk:; 0 when it was not asked")
  long cookie;

  @Label("Leaked")
  @Description("Nobody closed the socket; its Cleaner or finalizer does")
  boolean leaked;

  @Label("Site")
  @Description("Id of the call site that sent the first FIN, as in FirstFIN's report")
  String site;

  @Label("Line")
  @Description(
      "The application's line that sent the first FIN, which after a half-close is not that of the"
          + " close; empty when its stack was not read")
  String line;

  /**
   * The decision is made before, and once, because the JVM would call this twice for each event.
   */
  @SettingDefinition
  @Name("throttle")
  @Label("Throttle")
  @Description("The highest rate of events, such as 100/s; off for no limit")
  boolean throttle(Throttle throttle) {
    return true;
  }
}
