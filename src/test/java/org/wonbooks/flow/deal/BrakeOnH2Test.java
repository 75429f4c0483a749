package org.wonbooks.flow.deal;

/** On the database of a fresh installation. */
class BrakeOnH2Test extends BrakeTests {}
