/**
 * The command line, in a process of its own. Words, and the answers of the agent in another JVM,
 * come in; text for people, JSON and an exit status go out. Nothing here may run in the service's
 * JVM, and nothing may ask the kernel about its sockets: the agent's answer is all that it knows.
 */
package io.firstfin.command;
