/** Kommo, simulated: OAuth, the part of API v4 that Wonbooks calls, webhooks, and what a person does in its pages. */
package org.wonbooks.sandbox.kommo;
