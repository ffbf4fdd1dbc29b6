/**
 * Services that keep their connections as they should. Each prints {@code ready} when it works.
 * When its standard input ends it prints {@code done} with the numbers of its exchanges and its
 * failures, and ends.
 */
package com.example.quiet;
