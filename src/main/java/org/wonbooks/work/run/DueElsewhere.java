package org.wonbooks.work.run;

/** Another instance has marked work due for which it has no hand free. */
record DueElsewhere() {}
