/** The sweep over Kommo: won deals and moves between stages. Knows nothing of QuickBooks. */
package org.wonbooks.reconcile.kommo;
