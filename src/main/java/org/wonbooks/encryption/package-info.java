/**
 * What is kept secret: texts encrypted by the key that an operator gives, and digests. Knows nothing of what it
 * encrypts.
 */
package org.wonbooks.encryption;
