/** What an operator sets: the properties below {@code wonbooks.}, read once. Knows nothing of what is made of them. */
package org.wonbooks.configuration;
