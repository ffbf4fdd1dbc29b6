/**
 * The command line, in a process of its own. Words, the answers of agents in other JVMs, and what
 * {@link io.firstfin.node} knows of this host come in; text for people, JSON and an exit status go
 * out. Nothing here may run in the service's JVM, and nothing here may ask the kernel itself.
 */
package io.firstfin.command;
