/**
 * The words that every stage of the pipeline uses, such as roles, initiators and TCP states.
 * Nothing comes in and nothing goes out: each word is an enum with its label in reports and meters.
 * No class here may depend on another package of the agent.
 */
package io.firstfin.vocabulary;
