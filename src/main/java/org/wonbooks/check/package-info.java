/**
 * The checks: what each compares, and what it says in words for a person. Reads nothing itself; keeps what came of it
 * as the result.
 */
package org.wonbooks.check;
