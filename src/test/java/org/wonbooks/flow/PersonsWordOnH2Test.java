package org.wonbooks.flow;

/** On the database of a fresh installation. */
class PersonsWordOnH2Test extends PersonsWordTests {}
