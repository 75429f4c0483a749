package org.wonbooks.reconcile;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class KommoCareOnPostgreSqlTest extends KommoCareTests {}
