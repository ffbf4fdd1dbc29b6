/**
 * The words that every stage of the pipeline uses: roles, initiators, TCP's states and the like.
 * Nothing comes in and nothing goes out: each is an enum with its label in reports and meters. No
 * class here may depend on another package of the agent.
 */
package io.firstfin.vocabulary;
