/** What Groovy says in mappings, read and never run: names, members, what is given, and what a mapping must not do. */
package org.wonbooks.routes.check.mapping;
