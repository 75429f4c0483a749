package org.wonbooks.flow.money;

/** On the database that lies beside the jar. */
class SettledAtBirthOnH2Test extends SettledAtBirthTests {}
