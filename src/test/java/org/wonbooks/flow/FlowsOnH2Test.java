package org.wonbooks.flow;

/** Both flows on the database that lies beside the jar. */
class FlowsOnH2Test extends FlowTests {}
