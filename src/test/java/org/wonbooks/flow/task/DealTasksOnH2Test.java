package org.wonbooks.flow.task;

/** On the database that lies beside the jar. */
class DealTasksOnH2Test extends DealTasksTests {}
