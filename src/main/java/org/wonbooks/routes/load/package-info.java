/** A folder of routes on its way into Camel: read and checked, numbered, loaded beside others, shown by plain names. */
package org.wonbooks.routes.load;
