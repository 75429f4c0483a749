package org.wonbooks.schedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** A fate that is written down, not drawn: each fault comes once, where it is said, and nothing else goes wrong. */
final class Script extends Fate {

    /** The first that it draws is true: Kommo gives a token that lasts. */
    private static final long SEED = 2;

    /** Changes what one call is, or what is answered to it. */
    @FunctionalInterface
    interface Calls {
        ClassicHttpResponse exchange(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException;
    }

    private final Map<Pattern, HttpFault> faults = new LinkedHashMap<>();
    private final List<Pattern> pauses = new ArrayList<>();
    private final List<UnaryOperator<String>> statements = new ArrayList<>();
    private final Map<Pattern, Calls> calls = new LinkedHashMap<>();
    private Pattern crash;
    private Runnable onWaiting;

    Script() {
        super(SEED);
    }

    @Override
    String modes() {
        return "{\"requestIds\": \"kept\", \"readLag\": \"PT0S\", \"tokens\": \"strict\", \"tokenTurnover\": \"PT0S\"}";
    }

    /** The first call like this meets the fault. */
    void meet(HttpFault fault, String call) {
        faults.put(Pattern.compile(call), fault);
    }

    /** The first task that comes to such a point stands still there. */
    void pauseAt(String point) {
        pauses.add(Pattern.compile(point));
    }

    /** Whoever comes to such a point crashes, each time. */
    void crashAt(String point) {
        crash = Pattern.compile(point);
    }

    /** What others do as soon as somebody waits. */
    void onWaiting(Runnable others) {
        onWaiting = others;
    }

    /** Statements go to the database otherwise. */
    void change(UnaryOperator<String> statement) {
        statements.add(statement);
    }

    /** Calls like this are made otherwise; the pattern looks at the method and the path with its query. */
    void change(String call, Calls instead) {
        calls.put(Pattern.compile(call), instead);
    }

    @Override
    boolean pauses(Task task, String what) {
        for (Iterator<Pattern> each = pauses.iterator(); each.hasNext(); ) {
            if (each.next().matcher(what).find()) {
                each.remove();
                tell(task + " pauses at " + what);
                return true;
            }
        }
        return false;
    }

    @Override
    boolean crashes(Task task, String what) {
        return crash != null && crash.matcher(what).find();
    }

    @Override
    HttpFault http(Task task, String call) {
        for (Map.Entry<Pattern, HttpFault> each : faults.entrySet()) {
            if (each.getKey().matcher(call).find()) {
                faults.remove(each.getKey());
                tell(task + " meets " + each.getValue() + " at " + call);
                return each.getValue();
            }
        }
        return null;
    }

    @Override
    String statement(String sql) {
        String changed = sql;
        for (UnaryOperator<String> each : statements) {
            changed = each.apply(changed);
        }
        return changed;
    }

    @Override
    ClassicHttpResponse exchange(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        String call = request.getMethod() + " " + request.getPath();
        tell(call);
        for (Map.Entry<Pattern, Calls> each : calls.entrySet()) {
            if (each.getKey().matcher(call).find()) {
                return each.getValue().exchange(request, scope, chain);
            }
        }
        return super.exchange(request, scope, chain);
    }

    @Override
    void tell(String line) {
        super.tell(line);
        if (line.contains(" waits ") && onWaiting != null) {
            Runnable others = onWaiting;
            onWaiting = null;
            Task.aside(others);
        }
    }
}
