package io.firstfin.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What one check found. */
@Name("firstfin.Census")
@Label("Census")
@Category("FirstFIN")
@Description(
    "Sockets by state, of the JVM's network namespace and of the JVM itself. A count that is not"
        + " known is -1")
@StackTrace(false)
final class Census extends Event {
  @Label("Source")
  @Description("sock_diag, procfs, sockstat (the quick count only) or off")
  String source;

  @Label("Read Time")
  @Description("How long reading the kernel's tables took")
  @Timespan(Timespan.NANOSECONDS)
  long readTime;

  @Label("TIME_WAIT")
  @Description("Sockets in TIME_WAIT in the network namespace")
  int timeWait;

  @Label("TIME_WAIT of This JVM")
  @Description("Those of them whose connection this JVM ended first")
  int timeWaitThisJvm;

  @Label("TIME_WAIT of Others")
  @Description("Those of other processes, or from before FirstFIN watched")
  int timeWaitOthers;

  @Label("CLOSE_WAIT of This JVM")
  @Description("Sockets that the peer has closed and this JVM has not")
  int closeWaitThisJvm;

  @Label("ESTABLISHED of This JVM")
  int establishedThisJvm;

  @Label("FIN_WAIT_2 of This JVM")
  int finWait2ThisJvm;

  @Label("Ports Used")
  @Description("Ephemeral ports taken towards the destination with the most ports taken")
  int portsUsed;

  @Label("Ports Available")
  @Description("Ephemeral ports that exist towards one destination")
  int portsMax;

  @Label("Closed Connections")
  @Description("Connections that this JVM has closed since FirstFIN began to watch")
  long closed;

  @Label("Closed Without Event")
  @Description(
      "Those of them that got no event of their own while a recording ran, because of the setting"
          + " throttle of firstfin.ConnectionClosed")
  long closedWithoutEvent;

  @Label("Dropped")
  @Description("Closes that FirstFIN counted but could not keep")
  long dropped;

  @Label("Errors")
  @Description("Errors inside FirstFIN, which the application never saw")
  long errors;
}
