package io.firstfin.demo;

/**
 * A command to go on with.
 *
 * @param shows what the reader will see, in a few words
 */
record NextStep(String command, String shows) {}
