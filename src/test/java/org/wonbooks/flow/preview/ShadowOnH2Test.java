package org.wonbooks.flow.preview;

/** On the database that lies beside the jar. */
class ShadowOnH2Test extends ShadowTests {}
