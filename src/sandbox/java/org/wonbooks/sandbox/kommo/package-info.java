/**
 * Kommo's doors, simulated: OAuth, the calls of API v4, and what befalls an account. What a deal is, and what comes of
 * its changes, is in {@code crm}.
 */
package org.wonbooks.sandbox.kommo;
