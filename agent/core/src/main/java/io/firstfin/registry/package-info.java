/**
 * Joins the meter registries of the application's own Micrometer, whatever its version and however
 * many copies it has. Reports come in, and for each copy {@link
 * io.firstfin.registry.JoiningClassLoader} defines {@code io.firstfin.meters} and {@link
 * io.firstfin.registry.joined}, which put the meters there. Nothing in this package itself may name
 * a class of Micrometer.
 */
package io.firstfin.registry;
