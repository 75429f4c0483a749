package org.wonbooks.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;

/** Says without a stack trace that a start has no database, and what is to be done. */
class DatabaseFaultAnalyzer implements FailureAnalyzer {

    /** H2's words for a folder or file that is not ours to write. */
    private static final Set<Integer> FILE = Set.of(
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.FILE_CREATION_FAILED_1,
            ErrorCode.DATABASE_IS_READ_ONLY);

    private static final String NO_FILE = "The file of the H2 database can't be made, read or written";

    private static final String FILE_FIX =
            "Give whoever runs Wonbooks the right to write there, make room, or set wonbooks.data to another folder.";

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        SQLException fault = null;
        // The innermost is the driver's own.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            fault = cause instanceof SQLException sql ? sql : fault;
        }
        return fault == null ? null : analyze(fault);
    }

    private static FailureAnalysis analyze(SQLException fault) {
        String state = fault.getSQLState() == null ? "" : fault.getSQLState();
        if (fault.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return new FailureAnalysis(
                    "The H2 database is open in another process, perhaps another Wonbooks.",
                    "End that one, or set wonbooks.data to another folder. Several instances need PostgreSQL.",
                    fault);
        } else if (FILE.contains(fault.getErrorCode())) {
            return told(NO_FILE, fault, FILE_FIX);
        } else if (ClosedByFault.isOfTheStore(fault)
                && NestedExceptionUtils.getRootCause(fault) instanceof IOException root) {
            // H2's own words name a class and a position.
            return new FailureAnalysis(NO_FILE + ": " + root.getMessage(), FILE_FIX, fault);
        } else if (fault.getErrorCode() == ErrorCode.URL_RELATIVE_TO_CWD) {
            return new FailureAnalysis(
                    "H2 takes no path that begins with a name.",
                    "Put ./ before it in wonbooks.data or spring.datasource.url, or give the whole path.",
                    fault);
        } else if (state.startsWith("28")) {
            return told(
                    "The database refuses user or password",
                    fault,
                    "Put spring.datasource.username and spring.datasource.password right.");
        } else if (state.equals("3D000")) {
            return told("There is no such database", fault, "Make it, or put its name in spring.datasource.url right.");
        } else if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
            return told(
                    "The database can't be reached",
                    fault,
                    "See that it runs, and that spring.datasource.url names its host and port; then start again.");
        }
        return null;
    }

    private static FailureAnalysis told(String what, SQLException fault, String fix) {
        String words = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        return new FailureAnalysis(what + ": " + words, fix, fault);
    }
}
