/**
 * Joins the closes that were recorded with the kernel's sockets: both come in, and {@link
 * io.firstfin.correlate.Correlator} and {@link io.firstfin.correlate.CensusJoin} correct the first
 * by the second. A picture goes out: each fact has one collector that is registered in {@link
 * io.firstfin.correlate.Facts}, counts what belongs to one census in a new object, and makes its
 * immutable value when a check ends. There must never be a judgement of what is found here, nor
 * anything of the outputs or of the agent's thread, and making a picture has no side effect.
 */
package io.firstfin.correlate;
