/**
 * Closes as they happen, for each command {@code trace} that listens. Each close comes in with its
 * final verdict, and those that a listener wants go out through a file without a name, which the
 * command reads. Nothing here may wait for a listener or keep more than a bounded number of closes,
 * and what is left out must be counted.
 */
package io.firstfin.trace;
