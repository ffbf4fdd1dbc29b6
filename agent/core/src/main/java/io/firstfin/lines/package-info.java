/**
 * What each line of the application has left, for tests in the same JVM. A report and the libraries
 * come in, and maps of types of the JDK go out, because the caller is in another class loader.
 * Nothing here may compare two moments: the caller does.
 */
package io.firstfin.lines;
