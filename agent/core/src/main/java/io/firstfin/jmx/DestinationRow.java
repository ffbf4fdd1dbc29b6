package io.firstfin.jmx;

import io.firstfin.picture.Destination;

/** {@link Destination} for JMX. */
public final class DestinationRow {
  private final Destination destination;

  DestinationRow(Destination destination) {
    this.destination = destination;
  }

  public String getRole() {
    return destination.role.label();
  }

  public String getRemote() {
    return destination.remote;
  }

  /** The port that this JVM listens on; 0 when this JVM is the client. */
  public int getListeningPort() {
    return destination.listeningPort;
  }

  public Integer getTimeWait() {
    return Known.count(destination.timeWait);
  }

  public Integer getTimeWaitAll() {
    return Known.count(destination.timeWaitAll);
  }

  public Integer getCloseWait() {
    return Known.count(destination.closeWait);
  }

  public long getCloses() {
    return destination.closes;
  }

  public long getClosesLocalFirst() {
    return destination.closesLocalFirst;
  }

  public Double getClosesPerSecond() {
    return Known.decimal(destination.closesPerSecond);
  }

  public Integer getPortsUsed() {
    return Known.count(destination.portsUsed);
  }

  public Integer getPortsMax() {
    return Known.count(destination.portsMax);
  }

  public Double getSecondsToExhaustion() {
    return Known.decimal(destination.secondsToExhaustion);
  }
}
