/**
 * Whether route files may be used: Camel's form, the house's rules, and that every name they use is there. Starts
 * nothing.
 */
package org.wonbooks.routes.check;
