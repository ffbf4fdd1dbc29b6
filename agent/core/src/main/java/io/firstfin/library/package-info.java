/**
 * The one list of libraries: which classes are theirs, what their methods in a stack mean, and what
 * to advise. Text files come in, those in the jar and the user's, and an immutable list goes out,
 * which the hot path, the rules and the tests share. Nothing here may know a picture, a finding's
 * content or the agent's state.
 */
package io.firstfin.library;
