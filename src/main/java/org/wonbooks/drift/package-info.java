/** What Kommo, the books and our ledger say differently, as a report for a person. */
package org.wonbooks.drift;
