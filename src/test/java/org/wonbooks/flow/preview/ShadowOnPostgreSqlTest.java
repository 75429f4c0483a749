package org.wonbooks.flow.preview;

import org.wonbooks.testing.OnPostgreSql;

/** On a real PostgreSQL. */
@OnPostgreSql
class ShadowOnPostgreSqlTest extends ShadowTests {}
