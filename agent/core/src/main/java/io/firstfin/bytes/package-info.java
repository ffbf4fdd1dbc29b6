/**
 * Bytes as they are, before anybody knows what they mean. Streams come in, and arrays go out. No
 * class here may depend on another package of the agent, so that every package can read.
 */
package io.firstfin.bytes;
