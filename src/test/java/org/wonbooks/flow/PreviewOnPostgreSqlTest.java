package org.wonbooks.flow;

import org.wonbooks.testing.OnPostgreSql;

/** Previews on a real PostgreSQL. */
@OnPostgreSql
class PreviewOnPostgreSqlTest extends PreviewTests {}
