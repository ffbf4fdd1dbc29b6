/**
 * In come the closes that were recorded and the kernel's sockets, which {@link
 * io.firstfin.correlate.Correlator} and {@link io.firstfin.correlate.CensusJoin} join and correct.
 * Out goes a picture: each fact has one collector that is registered in {@link
 * io.firstfin.correlate.Facts}, counts what belongs to one census in a new object, and makes its
 * immutable value when a check ends. There must never be a judgement of what is found here, nor
 * anything of the outputs or of the agent's thread, and making a picture has no side effect.
 */
package io.firstfin.correlate;
