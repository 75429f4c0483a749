/**
 * An invoice that nobody has seen yet follows its deal, which was edited. Never overwrites what a person has changed in
 * the books.
 */
package org.wonbooks.flow.update;
