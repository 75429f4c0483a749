/**
 * Where the jar starts, and whoever tries Wonbooks out: makes the sandbox's first connection and plays {@code --demo}.
 *
 * <p>Knows Wonbooks and the sandbox, which know nothing of it, and uses both over HTTP, as a person would.
 */
package org.wonbooks.demo;
