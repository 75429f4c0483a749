/**
 * A peer's answer, element by element: what can be read of a list, and what can't. No Camel, no I/O; of the peers it
 * knows neither.
 */
package org.wonbooks.answer;
