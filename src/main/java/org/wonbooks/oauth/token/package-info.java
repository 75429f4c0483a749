/** The tokens as they are kept, encrypted, each for its row. Knows nothing of the peers that gave them. */
package org.wonbooks.oauth.token;
