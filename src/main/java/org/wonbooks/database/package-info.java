/**
 * The database: its kind, its pools, its time, and the fence that lets only the run that holds a lease write. Knows no
 * table but the one of work, whose leases the fence looks at.
 */
package org.wonbooks.database;
