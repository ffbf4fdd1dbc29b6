/**
 * The one list of libraries: whose frame a class is, what a stack of a library's means, and what to
 * advise. Text files come in, those in the jar and the user's, and an immutable list goes out that
 * the hot path, the rules and the tests share. There must never be anything of a picture, a finding
 * or the agent's state.
 */
package io.firstfin.library;
