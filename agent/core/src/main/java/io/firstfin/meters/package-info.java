/**
 * The agent's meters, for any Micrometer registry. A report comes in, and gauges, counters and
 * timers go out; {@code registry} defines these classes once more, by another class loader, for
 * each copy of Micrometer in the application. So they may use only what Micrometer has had since
 * 1.9, the JDK, and the values of a report, which are shared with the core; the core sees them as
 * {@link java.util.function.Consumer} and {@link java.lang.AutoCloseable}.
 */
package io.firstfin.meters;
