package org.wonbooks.drift.comparison;

/** The report on the database that lies beside the jar. */
class DriftOnH2Test extends DriftTests {}
