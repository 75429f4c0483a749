/** What a webhook of Kommo or Intuit says, read from its bytes. Pure: knows no database, no connection and no work. */
package org.wonbooks.intake.delivery;
