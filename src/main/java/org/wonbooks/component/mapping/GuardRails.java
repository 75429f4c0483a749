package org.wonbooks.component.mapping;

import groovy.transform.TimedInterrupt;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.customizers.SecureASTCustomizer;

/**
 * What a mapping may use, and for how long it may run: against slips, not against whoever means harm. Who may write
 * mappings may do whatever Wonbooks may.
 */
final class GuardRails {

    private static final Set<String> PACKAGES = Set.of(
            "groovy.lang",
            "java.lang",
            "java.math",
            "java.text",
            "java.time",
            "java.time.format",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream");

    /** Our own: what a run has kept is of these, and a fault may be thrown. */
    private static final String OURS = "org.wonbooks.";

    private static final Set<String> ALSO = Set.of(
            "java.net.URLDecoder",
            "java.net.URLEncoder",
            "java.nio.charset.Charset",
            "java.nio.charset.StandardCharsets");

    private static final Set<String> NOT = Set.of(
            "groovy.lang.GroovyClassLoader",
            "groovy.lang.GroovyShell",
            "java.lang.Class",
            "java.lang.ClassLoader",
            "java.lang.InheritableThreadLocal",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.util.ServiceLoader",
            "java.util.Timer",
            "java.util.TimerTask");

    /** What Groovy lets any text or object do. */
    private static final Set<String> METHODS = Set.of("evaluate", "execute", "sleep", "toURL");

    private GuardRails() {}

    static CompilerConfiguration compiler(Duration limit) {
        SecureASTCustomizer rails = new SecureASTCustomizer();
        rails.setPackageAllowed(false);
        rails.addExpressionCheckers(GuardRails::check);
        CompilerConfiguration compiler = new CompilerConfiguration();
        compiler.setScriptBaseClass(TimedScript.class.getName());
        // What the time limit puts in is not the mapping's: so it comes second.
        compiler.addCompilationCustomizers(
                rails,
                new ASTTransformationCustomizer(
                        Map.of("value", limit.toMillis(), "unit", TimeUnit.MILLISECONDS), TimedInterrupt.class));
        return compiler;
    }

    /** Throws, instead of giving false: Groovy's own refusal names no line. */
    private static boolean check(Expression expression) {
        if (expression.getLineNumber() <= 0) {
            return true; // Groovy's own, as of a class that the script has
        }
        ClassNode type = expression instanceof StaticMethodCallExpression call ? call.getOwnerType() : null;
        if (expression instanceof ClassExpression
                || expression instanceof ConstructorCallExpression
                || expression instanceof CastExpression) {
            type = expression.getType();
        }
        if (type != null && !mayUse(type)) {
            throw new Refused(expression, type.getName());
        }
        if (expression instanceof MethodCallExpression call && METHODS.contains(call.getMethodAsString())) {
            throw new Refused(expression, call.getMethodAsString() + "()");
        }
        return true;
    }

    private static boolean mayUse(ClassNode used) {
        ClassNode type = used;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        if (type.isPrimaryClassNode() || type.getPackageName() == null || ALSO.contains(type.getName())) {
            return true;
        }
        String room = type.getPackageName();
        boolean known = PACKAGES.contains(room) || room.startsWith(OURS);
        return known && !NOT.contains(type.getName().split("\\$", 2)[0]);
    }

    /** What a mapping may not use. */
    static final class Refused extends SecurityException {

        private final int line;

        private Refused(Expression expression, String name) {
            super("a mapping may not use " + name);
            line = expression.getLineNumber();
        }

        int line() {
            return line;
        }
    }
}
