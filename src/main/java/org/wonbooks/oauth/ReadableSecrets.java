package org.wonbooks.oauth;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;

/**
 * Refuses to start with a key that does not fit what is stored: one start fails, instead of each connection in its
 * turn.
 */
@Component
class ReadableSecrets {

    /** @throws Unreadable naming the first that can't be read */
    ReadableSecrets(TokenStore tokens, ConnectionStore connections) {
        try {
            tokens.readAll();
            connections.all().stream().map(Connection::id).forEach(connections::webhookSecret);
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
            return new FailureAnalysis(
                    cause.getMessage() + ". Nothing was changed.",
                    "Give the key that it was stored with, or both, the new one first: wonbooks.encryption-key=new,old",
                    cause);
        }
    }
}
