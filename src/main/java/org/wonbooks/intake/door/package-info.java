/**
 * The two doors for webhooks: every body is whole, checked and stored before it is answered. Knows nothing of what a
 * delivery tells.
 */
package org.wonbooks.intake.door;
