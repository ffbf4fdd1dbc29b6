/**
 * The only classes besides {@code io.firstfin.meters} that know the application's Micrometer; they
 * are defined anew for each copy of any version from 1.9 on. Reports and the application's
 * registries come in, and its registries show the meters. They run on a thread of the agent,
 * because they may run the application's filters and listeners, and they may use nothing of the
 * core except a report's values.
 */
package io.firstfin.registry.joined;
