package org.wonbooks.flow;

/** On the database of a fresh installation. */
class WonAgainOnH2Test extends WonAgainTests {}
