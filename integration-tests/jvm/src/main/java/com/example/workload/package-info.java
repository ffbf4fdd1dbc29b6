/**
 * Programs that the tests start in JVMs of their own, with and without the agent. They run on Java
 * 8 and do not use the agent. Each prints what it has done, one fact on each line, and ends when
 * its standard input ends.
 */
package com.example.workload;
