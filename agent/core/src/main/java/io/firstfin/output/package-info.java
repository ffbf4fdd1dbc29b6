/**
 * What all outputs have in common. Each check's report comes in and goes to every output; an output
 * that fails is logged once and harms no other. Nothing here may know a particular output, the
 * kernel or the recorder.
 */
package io.firstfin.output;
