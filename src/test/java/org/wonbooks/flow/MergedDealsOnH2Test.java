package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class MergedDealsOnH2Test extends MergedDealsTests {}
