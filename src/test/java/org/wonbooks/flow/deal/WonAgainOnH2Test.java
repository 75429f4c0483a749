package org.wonbooks.flow.deal;

/** On the database of a fresh installation. */
class WonAgainOnH2Test extends WonAgainTests {}
