/**
 * Bytes, without any meaning. Streams and pieces of text come in, and arrays go out. No class here
 * may depend on another package of the agent, so that every package can use them.
 */
package io.firstfin.bytes;
