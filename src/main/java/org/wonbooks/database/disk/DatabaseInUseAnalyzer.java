package org.wonbooks.database.disk;

import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says without a stack trace that H2's file belongs to another process. */
class DatabaseInUseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException fault) {
        if (fault.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return null;
        }
        return new FailureAnalysis(
                "The H2 database is open in another process, perhaps another Wonbooks.",
                "End that one, or set wonbooks.data to another folder. Several instances need PostgreSQL.",
                fault);
    }
}
