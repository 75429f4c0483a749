/**
 * Drift reports: asked for by a person or each night, their findings, and the calls that mend. Knows nothing of how
 * findings are found.
 */
package org.wonbooks.drift.report;
