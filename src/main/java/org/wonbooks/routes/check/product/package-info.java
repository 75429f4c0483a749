/** What the product offers to route files: its beans by their names, what it answers to, and which names are gone. */
package org.wonbooks.routes.check.product;
