/** The only code that needs more than Java 8; loaded by name, and only where the JVM has it. */
package io.firstfin.platform;
