package org.wonbooks.flow.task;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class DealTasksOnPostgreSqlTest extends DealTasksTests {}
