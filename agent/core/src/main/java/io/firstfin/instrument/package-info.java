/**
 * The class files of the sockets of the JDK and of Netty come in, and those that show the use of
 * JFR, JMX and Micrometer. Class files with calls of the hooks, which the bootstrap module holds,
 * go out. What a hook does must never be decided here, and no class may be changed that is not
 * named here.
 */
package io.firstfin.instrument;
