/**
 * The books of companies: objects of any kind, the rules that all are held to, the faults, and the webhooks that tell.
 * Knows what is particular to no kind of object.
 */
package org.wonbooks.sandbox.quickbooks.company;
