package org.wonbooks.logging;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start, in words for whoever has to see to it. */
public class StartFault extends RuntimeException {

    private final String fix;

    /** @param fix what is to be done about it */
    public StartFault(String reason, String fix, Throwable cause) {
        super(reason, cause);
        this.fix = fix;
    }

    /** What is to be done. */
    public String fix() {
        return fix;
    }

    /** Says it without a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<StartFault> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, StartFault fault) {
            return new FailureAnalysis(fault.getMessage(), fault.fix, fault);
        }
    }
}
