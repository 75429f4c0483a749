package org.wonbooks.flow.deal;

/** On the database that lies beside the jar. */
class MergedDealsOnH2Test extends MergedDealsTests {}
