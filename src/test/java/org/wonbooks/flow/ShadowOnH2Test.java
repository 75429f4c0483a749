package org.wonbooks.flow;

/** On the database that lies beside the jar. */
class ShadowOnH2Test extends ShadowTests {}
