package org.wonbooks.flow;

/** Previews on the database that lies beside the jar. */
class PreviewOnH2Test extends PreviewTests {}
