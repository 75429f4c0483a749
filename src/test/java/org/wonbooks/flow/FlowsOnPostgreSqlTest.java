package org.wonbooks.flow;

import org.wonbooks.testing.OnPostgreSql;

/** Both flows on a real PostgreSQL. */
@OnPostgreSql
class FlowsOnPostgreSqlTest extends FlowTests {}
