/**
 * Services that treat their connections well. Each says {@code ready} when it works, {@code done}
 * with the number of its exchanges and of its failures when its standard input ends, and ends.
 */
package com.example.quiet;
