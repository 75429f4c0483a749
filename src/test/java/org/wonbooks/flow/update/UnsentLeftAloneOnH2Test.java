package org.wonbooks.flow.update;

/** On the database that lies beside the jar. */
class UnsentLeftAloneOnH2Test extends UnsentLeftAloneTests {}
