/**
 * H2's file and the disk that it is on: kept private, copied, watched for room. Knows no table. PostgreSQL needs none
 * of it.
 */
package org.wonbooks.database.disk;
