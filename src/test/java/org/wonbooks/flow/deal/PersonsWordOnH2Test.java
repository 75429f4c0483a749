package org.wonbooks.flow.deal;

/** On the database of a fresh installation. */
class PersonsWordOnH2Test extends PersonsWordTests {}
