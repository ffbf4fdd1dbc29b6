/**
 * The only classes that know the application's Micrometer, beside {@code io.firstfin.meters}:
 * defined anew for each copy of it, of any version from 1.9 on. They run on a thread of the
 * agent's, and can run the application's filters and listeners.
 */
package io.firstfin.registry.joined;
