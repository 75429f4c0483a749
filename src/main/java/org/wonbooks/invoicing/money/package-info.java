/** An amount that is billed: its currency, rate and tax. Pure; knows nothing of what it is billed for. */
package org.wonbooks.invoicing.money;
