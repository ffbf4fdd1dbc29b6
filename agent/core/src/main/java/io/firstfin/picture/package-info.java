/**
 * The immutable value of one check: a {@link io.firstfin.picture.Picture} and its parts. The
 * package {@code correlate} fills the builders in, or {@code report} does so from a saved report;
 * the rules and the outputs read the values. Nothing here may ask the kernel, know a rule, or
 * change after it is built.
 */
package io.firstfin.picture;
