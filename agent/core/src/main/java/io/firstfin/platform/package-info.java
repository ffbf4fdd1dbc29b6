/**
 * What differs between Java 8 and later versions: reading stacks, defining classes in other
 * loaders, opening the JDK's internals. A class loader, bytes or a stack come in, and frames or
 * defined classes go out, from the implementation that the running JVM supports. No class but those
 * of {@code src/main/java9} and {@code java9-internals} may need more than Java 8, and those are
 * loaded by name.
 */
package io.firstfin.platform;
