package io.firstfin.demo;

/**
 * A command that the user can try next.
 *
 * @param shows what the reader will see, in a few words
 */
record NextStep(String command, String shows) {}
