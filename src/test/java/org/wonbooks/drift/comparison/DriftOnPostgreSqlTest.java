package org.wonbooks.drift.comparison;

import org.wonbooks.testing.OnPostgreSql;

/** The report on a real PostgreSQL. */
@OnPostgreSql
class DriftOnPostgreSqlTest extends DriftTests {}
