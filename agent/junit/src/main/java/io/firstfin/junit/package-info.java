/**
 * Fails a JUnit test that leaves connections open or in TIME_WAIT, with the lines that did it. What
 * the agent in this JVM says before and after a test comes in, and failures and {@link
 * io.firstfin.junit.Connections} go out. Nothing here may ask the kernel, or know the agent's
 * classes: they are in another class loader.
 */
package io.firstfin.junit;
