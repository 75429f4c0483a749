package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class DisconnectedOnH2Test extends DisconnectedTests {}
