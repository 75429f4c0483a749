package org.wonbooks.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * What is logged, with all of its words clean: they may be a peer's, or a stranger's. The lines of a stack trace stay.
 *
 * @param json it is written as JSON, which escapes what exceptions say
 */
record CleanEvent(ILoggingEvent event, boolean json) implements ILoggingEvent {

    /** Who says something in several lines, none of which comes from outside. */
    private static final Set<String> OF_LINES = Set.of(
            "org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.wonbooks.console.door.StartMessage");

    @Override
    public String getFormattedMessage() {
        String words = event.getFormattedMessage();
        return OF_LINES.contains(event.getLoggerName()) ? LogText.cleanLines(words) : LogText.clean(words);
    }

    @Override
    public IThrowableProxy getThrowableProxy() {
        return json ? event.getThrowableProxy() : CleanThrowable.of(event.getThrowableProxy());
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        Map<String, String> beside = new HashMap<>(event.getMDCPropertyMap());
        beside.replaceAll((name, value) -> LogText.clean(value));
        return beside;
    }

    /** An exception whose words are clean, and those of all that is behind it. */
    private record CleanThrowable(IThrowableProxy thrown) implements IThrowableProxy {

        static IThrowableProxy of(IThrowableProxy thrown) {
            return thrown == null ? null : new CleanThrowable(thrown);
        }

        @Override
        public String getMessage() {
            return LogText.clean(thrown.getMessage());
        }

        @Override
        public String getOverridingMessage() {
            return LogText.clean(thrown.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return thrown.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return thrown.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return thrown.getCommonFrames();
        }

        @Override
        public IThrowableProxy getCause() {
            return of(thrown.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return Arrays.stream(thrown.getSuppressed()).map(CleanThrowable::of).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return thrown.isCyclic();
        }
    }

    @Override
    public String getMessage() {
        return LogText.clean(event.getMessage());
    }

    @Override
    public String getThreadName() {
        return event.getThreadName();
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    @Override
    public Object[] getArgumentArray() {
        return event.getArgumentArray();
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    @Deprecated
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public Instant getInstant() {
        return event.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        return event.getKeyValuePairs();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }
}
