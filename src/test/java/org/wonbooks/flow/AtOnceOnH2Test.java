package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class AtOnceOnH2Test extends AtOnceTests {}
