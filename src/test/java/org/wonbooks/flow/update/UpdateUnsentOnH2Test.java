package org.wonbooks.flow.update;

/** On the database that lies beside the jar. */
class UpdateUnsentOnH2Test extends UpdateUnsentTests {}
