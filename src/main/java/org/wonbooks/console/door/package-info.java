/** Who is let in, and what is told to whoever is not, or comes at a bad time. Knows no room behind it. */
package org.wonbooks.console.door;
