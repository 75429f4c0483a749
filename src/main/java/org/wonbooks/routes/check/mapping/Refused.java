package org.wonbooks.routes.check.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;

/** What a mapping must not do: it says what is sent, from what the run has kept, and does nothing else. */
final class Refused extends ClassCodeVisitorSupport {

    private static final String WHY =
            ": a mapping says what is sent, and calls, reads or starts nothing itself. Have a step of the flow do that"
                    + " before, and use the variable that it keeps";

    /** What reaches beyond the run. */
    private static final Pattern OUTSIDE = Pattern.compile("java\\.net\\.(?!(URI|URLEncoder|URLDecoder)$).*"
            + "|java\\.io\\.(?!(StringReader|StringWriter|UncheckedIOException|IOException)$).*"
            + "|java\\.nio\\.(?!charset\\.).*"
            + "|java\\.lang\\.(System|Runtime|Process|ProcessBuilder|Thread|ThreadGroup|ClassLoader)"
            + "|java\\.lang\\.(reflect|invoke)\\..*"
            + "|java\\.util\\.(Timer|TimerTask)|java\\.util\\.concurrent\\.(?!TimeUnit$).*"
            + "|(java\\.sql|javax|sun|com\\.sun|jdk|groovy\\.sql|groovy\\.grape)\\..*"
            + "|groovy\\.(lang\\.(GroovyShell|GroovyClassLoader)|util\\.(Eval|GroovyScriptEngine))"
            + "|org\\.(apache|springframework)\\..*");

    private static final Set<String> OF_SYSTEM = Set.of("lineSeparator", "currentTimeMillis", "nanoTime");

    /** Whatever they are called on. */
    private static final Set<String> METHODS =
            Set.of("execute", "toURL", "createProducerTemplate", "createConsumerTemplate", "sleep", "getContext");

    private static final Set<String> CONTEXTS = Set.of("camelContext", "context");

    private static final Pattern UNRESOLVED = Pattern.compile("unable to resolve class ([\\w.$]+).*");

    private final Script script;

    Refused(Script script) {
        this.script = script;
    }

    /** Puts down annotations, which could have Groovy run something as soon as it reads the script. */
    static boolean annotations(Script script) {
        int before = script.faults().size();
        ModuleNode module = script.module();
        imports(module).forEach(each -> annotated(script, each));
        if (module.getPackage() != null) {
            annotated(script, module.getPackage());
        }
        for (ClassNode type : module.getClasses()) {
            annotated(script, type);
            new ClassCodeVisitorSupport() {
                @Override
                public void visitAnnotations(AnnotatedNode node) {
                    annotated(script, node);
                }

                @Override
                protected SourceUnit getSourceUnit() {
                    return script.source();
                }
            }.visitClass(type);
        }
        return script.faults().size() > before;
    }

    private static void annotated(Script script, AnnotatedNode node) {
        node.getAnnotations()
                .forEach(annotation -> script.fault(
                        annotation,
                        "@" + annotation.getClassNode().getNameWithoutPackage() + " is not taken: a mapping has no"
                                + " annotations"));
    }

    private static List<ImportNode> imports(ModuleNode module) {
        List<ImportNode> all = new ArrayList<>(module.getImports());
        all.addAll(module.getStarImports());
        all.addAll(module.getStaticImports().values());
        all.addAll(module.getStaticStarImports().values());
        return all;
    }

    /** Groovy's words for a class that it does not find, in ours. */
    static String unresolved(String message) {
        Matcher named = UNRESOLVED.matcher(message);
        return named.matches() ? "there is no class " + named.group(1) + " in Wonbooks" : "groovy: " + message;
    }

    void check(ClassNode main) {
        imports(script.module()).stream()
                .filter(each -> each.getType() != null)
                .forEach(each -> refuse(each, each.getType()));
        visitClass(main);
    }

    @Override
    public void visitClassExpression(ClassExpression named) {
        refuse(named, named.getType());
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression made) {
        refuse(made, made.getType());
        super.visitConstructorCallExpression(made);
    }

    @Override
    public void visitCastExpression(CastExpression cast) {
        refuse(cast, cast.getType());
        super.visitCastExpression(cast);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (!declaration.isMultipleAssignmentDeclaration()) {
            refuse(declaration, declaration.getVariableExpression().getOriginType());
        }
        super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitStaticMethodCallExpression(StaticMethodCallExpression call) {
        if (!harmless(call.getOwnerType(), call.getMethod())) {
            refuse(call, call.getOwnerType());
        }
        super.visitStaticMethodCallExpression(call);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String name = call.getMethodAsString();
        if (name != null && METHODS.contains(name)) {
            script.fault(call.getMethod(), "'" + name + "' is refused" + WHY);
        }
        if (call.getObjectExpression() instanceof ClassExpression named && harmless(named.getType(), name)) {
            call.getArguments().visit(this);
        } else {
            super.visitMethodCallExpression(call);
        }
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        if (property.getObjectExpression() instanceof VariableExpression variable
                && variable.getName().equals("exchange")
                && "context".equals(property.getPropertyAsString())) {
            script.fault(property, "'context' is refused" + WHY);
        }
        super.visitPropertyExpression(property);
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (CONTEXTS.contains(variable.getName()) && variable.getAccessedVariable() instanceof DynamicVariable) {
            script.fault(variable, "'" + variable.getName() + "' is refused" + WHY);
        }
    }

    private static boolean harmless(ClassNode type, String method) {
        return type.getName().equals("java.lang.System") && OF_SYSTEM.contains(method);
    }

    private void refuse(ASTNode place, ClassNode type) {
        if (OUTSIDE.matcher(type.getName()).matches()) {
            script.fault(place, type.getNameWithoutPackage() + " is refused" + WHY);
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return script.source();
    }
}
