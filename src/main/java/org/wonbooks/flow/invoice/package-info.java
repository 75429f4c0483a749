/**
 * The invoice of a deal: made once, found again, emailed, paid by its link. Does not decide what it says: that is
 * frozen before.
 */
package org.wonbooks.flow.invoice;
