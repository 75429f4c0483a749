/** What a connection needs in Kommo: the fields on the deal, and the webhook. Knows nothing of sweeps. */
package org.wonbooks.reconcile.provision;
