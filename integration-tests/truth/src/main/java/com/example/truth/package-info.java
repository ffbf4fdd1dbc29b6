/**
 * The program of the truth test: connections over every transport, ended in every way, in an order
 * drawn by chance. It keeps no account of who closed first; the kernel does.
 */
package com.example.truth;
