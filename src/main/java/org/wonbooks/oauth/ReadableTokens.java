package org.wonbooks.oauth;

import org.springframework.stereotype.Component;

/**
 * Refuses to start with a key that does not fit what is stored: the tokens would be of no use, and each connection
 * would break in turn instead of one start.
 */
@Component
class ReadableTokens {

    /** @throws IllegalStateException naming the first that can't be read */
    ReadableTokens(TokenStore tokens) {
        tokens.readAll();
    }
}
