/** Programs that need JDK 11 or newer. */
package benchmarks.program.newer;
