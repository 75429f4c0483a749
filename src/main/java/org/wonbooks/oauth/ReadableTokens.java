package org.wonbooks.oauth;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with a key that does not fit what is stored: one start fails, instead of each connection in its
 * turn.
 */
@Component
class ReadableTokens {

    /** @throws Unreadable naming the first that can't be read */
    ReadableTokens(TokenStore tokens) {
        try {
            tokens.readAll();
        } catch (IllegalStateException e) {
            throw new Unreadable(e);
        }
    }

    /** Thrown instead of starting. */
    static final class Unreadable extends RuntimeException {

        Unreadable(IllegalStateException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Says it without a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<Unreadable> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, Unreadable cause) {
            String action = "Give the key that the tokens were stored with, or both, the new one first:"
                    + " wonbooks.encryption-key=new,old. Where it is lost, delete the rows of the table token and connect"
                    + " again. Nothing was changed.";
            return new FailureAnalysis("The stored tokens can't be used. " + cause.getMessage(), action, cause);
        }
    }
}
