package org.wonbooks.flow;

/** On the database of a fresh installation. */
class BrakeOnH2Test extends BrakeTests {}
