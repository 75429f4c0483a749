/**
 * When both systems are looked through for what no webhook told, how far they were, and what was left out. Reads no
 * peer, and knows no sweep.
 */
package org.wonbooks.reconcile;
