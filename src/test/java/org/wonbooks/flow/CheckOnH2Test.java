package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class CheckOnH2Test extends CheckTests {}
