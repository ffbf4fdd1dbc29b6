/**
 * Joins the meter registries of the application's own Micrometer, whichever version and however
 * many copies of it there are. Nothing here names a class of Micrometer's; what does is in {@link
 * io.firstfin.registry.joined} and {@code io.firstfin.meters}, which {@link
 * io.firstfin.registry.JoiningClassLoader} defines once more for each copy.
 */
package io.firstfin.registry;
