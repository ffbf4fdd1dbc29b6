/**
 * What several rules read from a picture and say in the same way: shares of lines, ports, stacks,
 * sockets of one subject. A picture's values come in, and figures, sentences and begun findings go
 * out. There must never be the decision whether something is worth a finding of one rule alone.
 */
package io.firstfin.diagnose.evidence;
