/**
 * What stands before all else: the two doors for webhooks, where every body is whole, checked and stored before it is
 * answered, and the server's threads, which no sender holds. Knows nothing of what a delivery tells.
 */
package org.wonbooks.intake.door;
