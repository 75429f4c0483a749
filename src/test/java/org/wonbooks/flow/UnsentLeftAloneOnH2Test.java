package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class UnsentLeftAloneOnH2Test extends UnsentLeftAloneTests {}
