/**
 * The program of the truth test: connections over every transport, ended in every way, in a random
 * order. It does not record which end closed first, because the kernel does.
 */
package com.example.truth;
