/**
 * What is invoiced: how a deal, its people and products become a frozen intent. Pure; knows nothing of what is paid.
 */
package org.wonbooks.invoicing.draft;
