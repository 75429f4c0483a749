/**
 * What Kommo, the books and our ledger say of a deal: read, compared, and written down as findings. Asks for no report
 * by itself, and mends nothing.
 */
package org.wonbooks.drift.comparison;
