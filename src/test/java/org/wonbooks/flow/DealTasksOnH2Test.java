package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class DealTasksOnH2Test extends DealTasksTests {}
