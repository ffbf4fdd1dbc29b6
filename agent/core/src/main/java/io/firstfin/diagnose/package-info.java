/**
 * Turns a picture into findings. A {@link io.firstfin.picture.Picture} and the thresholds come in;
 * findings go out, each with its cause, its evidence, its remedies and what is not a remedy, and
 * each followed from check to check until it has ended. There must never be a question to the
 * kernel or to the application here, and nothing about how an output shows a finding, except its
 * text for people.
 */
package io.firstfin.diagnose;
