/**
 * What all outputs have in common. A report comes in for each check and is handed to every output;
 * one that fails is reported once and harms no other. Nothing here may know a particular output,
 * the kernel or the recorder.
 */
package io.firstfin.output;
