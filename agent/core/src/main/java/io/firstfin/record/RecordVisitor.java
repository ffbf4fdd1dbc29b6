package io.firstfin.record;

/** Takes one record from the ring. */
public interface RecordVisitor {
  /**
   * @param cookie SO_COOKIE, 0 when unknown
   * @param nanoTime when it happened, {@link System#nanoTime}
   * @param age nanoseconds since the connection was opened, -1 when unknown
   * @param facts packed by {@link RecordFacts}
   * @param ports packed by {@link RecordPorts}
   * @param info what the kernel said, packed by {@link TcpInfo}
   * @param address the peer's {@code InetAddress}, or null
   */
  void visit(
      long cookie, long nanoTime, long age, long facts, long ports, long info, Object address);

  /**
   * The same for a record whose verdict is an {@link RecordFacts#OPINION} and whose whole address
   * pair is known, so that the kernel can be asked for its socket.
   *
   * @param local this end's {@code InetAddress}
   */
  default void visit(
      long cookie,
      long nanoTime,
      long age,
      long facts,
      long ports,
      long info,
      Object address,
      Object local) {
    visit(cookie, nanoTime, age, facts, ports, info, address);
  }
}
