/** The page of who did what, when and from where. */
package org.wonbooks.console.audit;
