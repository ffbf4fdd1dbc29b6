/**
 * The version of the agent, which every package may name. Nothing comes in but the build's own
 * number, and it goes out as text. Nothing else belongs here: a class has its place in one of the
 * packages below.
 */
package io.firstfin;
