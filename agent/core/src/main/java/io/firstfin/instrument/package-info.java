/**
 * The socket classes of the JDK and of Netty come in as class files, and those that tell of JFR,
 * JMX and Micrometer. They go out with calls of the hooks woven in, which the bootstrap module
 * holds. What a hook does is never decided here, and no class is touched that is not named here.
 */
package io.firstfin.instrument;
