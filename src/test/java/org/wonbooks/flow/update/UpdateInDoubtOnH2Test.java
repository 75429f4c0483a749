package org.wonbooks.flow.update;

/** On the database that lies beside the jar. */
class UpdateInDoubtOnH2Test extends UpdateInDoubtTests {}
