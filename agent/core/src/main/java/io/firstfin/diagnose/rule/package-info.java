/**
 * The rules, one class each. A {@link io.firstfin.diagnose.RuleInput} comes in, and a finding goes
 * out for each subject that the rule recognises. There must never be state, a clock or a side
 * effect: a saved picture gives the same findings again.
 */
package io.firstfin.diagnose.rule;
