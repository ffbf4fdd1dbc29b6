/**
 * What several rules read from a picture and show in the same way: shares of lines, ports, stacks,
 * sockets of one subject. A picture's values come in, and figures, sentences and begun findings go
 * out. There must never be a decision here that concerns one rule alone.
 */
package io.firstfin.diagnose.evidence;
