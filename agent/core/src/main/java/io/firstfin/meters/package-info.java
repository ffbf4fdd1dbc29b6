/**
 * The agent's meters, for any Micrometer registry. These classes are defined once against the
 * agent's own Micrometer and can be defined again, by another class loader, against the
 * application's: they use what Micrometer has had since 1.9, the JDK, and of the agent only the
 * values of a report ({@code report}, {@code picture}, {@code diagnose}, {@code record}, {@code
 * kernel}), which such a loader takes from the core. The core reaches them as {@link
 * java.util.function.Consumer} and {@link java.lang.AutoCloseable}.
 */
package io.firstfin.meters;
