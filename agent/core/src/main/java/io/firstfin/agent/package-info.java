/**
 * One life of the agent in a JVM: starting, checking each interval, answering requests for reports,
 * ending. What the launcher and the JDK hand over comes in, and each report goes out to the
 * outputs; this package alone knows all others. No rule, no parsing and no format may be here: it
 * only wires what the other packages do.
 */
package io.firstfin.agent;
