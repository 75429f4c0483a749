/**
 * What Kommo keeps of accounts, deals, people and products, what a person does with it, and whom webhooks tell of it.
 * Knows nothing of the calls of the API.
 */
package org.wonbooks.sandbox.kommo.crm;
