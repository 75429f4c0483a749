package org.wonbooks.reconcile;

/** On the database that lies beside the jar. */
class KommoCareOnH2Test extends KommoCareTests {}
