package org.wonbooks.flow;

import org.wonbooks.testing.OnPostgreSql;

/** The report on a real PostgreSQL. */
@OnPostgreSql
class DriftOnPostgreSqlTest extends DriftTests {}
