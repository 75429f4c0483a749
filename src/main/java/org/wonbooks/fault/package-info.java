/**
 * What ends a run of a piece of work, in words for a person. Route files name these classes: they stay here. Knows no
 * peer's answers and no outcome: which fault leads to which stands in {@code routes/policies/}.
 */
package org.wonbooks.fault;
