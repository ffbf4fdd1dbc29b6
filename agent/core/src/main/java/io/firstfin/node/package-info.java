/**
 * The JVMs of this host, and the sockets of their network namespaces, as procfs shows them to a
 * process of its own. Files below /proc come in, and plain values go out for the commands about all
 * JVMs. Nothing here may ask or signal a process, and what this user may not read is unknown.
 */
package io.firstfin.node;
