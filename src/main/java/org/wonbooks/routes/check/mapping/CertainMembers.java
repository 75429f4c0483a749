package org.wonbooks.routes.check.mapping;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingSupport;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;
import org.springframework.util.ClassUtils;
import org.wonbooks.routes.check.product.Members;
import org.wonbooks.routes.check.product.NearestName;
import org.wonbooks.routes.check.product.VariableTypes;

/**
 * Follows a script's values from the run's variables on, by Groovy's type checker. That finds fault with much that runs
 * well, as scripts are free to; so of what it does not find, only that is put down which is certain not to be there.
 */
final class CertainMembers extends AbstractTypeCheckingExtension {

    /** What Camel gives a script beside {@code variables}. */
    private static final Set<String> GIVEN = Set.of(
            "body",
            "header",
            "headers",
            "exception",
            "in",
            "request",
            "exchange",
            "exchangeProperty",
            "exchangeProperties",
            "out",
            "attachments",
            "log",
            "camelContext",
            "context",
            "args",
            "this",
            "super");

    /** Within their closures a name may be one of the object that they are called on. */
    private static final Set<String> DELEGATING = Set.of("with", "tap", "use");

    private final Script script;
    private final Locals locals;
    private final ClassNode variables = new ClassNode("Variables", Modifier.PUBLIC, ClassHelper.OBJECT_TYPE);
    private final StaticTypeCheckingVisitor checker;

    CertainMembers(Script script, VariableTypes types, Locals locals, StaticTypeCheckingVisitor checker) {
        super(checker);
        this.script = script;
        this.locals = locals;
        this.checker = checker;
        types.types()
                .keySet()
                .forEach(name -> variables.addProperty(
                        name, Modifier.PUBLIC, ClassHelper.make(types.of(name)), null, null, null));
    }

    void check(ClassNode main) {
        checker.initialize();
        checker.addTypeCheckingExtension(this);
        checker.visitClass(main);
        checker.performSecondPass();
    }

    @Override
    public boolean handleUnresolvedVariableExpression(VariableExpression variable) {
        String name = variable.getName();
        if (VariableNames.HOLDERS.contains(name)) {
            storeType(variable, variables);
            return true;
        }
        if (!GIVEN.contains(name) && !locals.assigned().contains(name) && !delegated()) {
            script.fault(variable, missing(variable));
        }
        makeDynamic(variable);
        return true;
    }

    private String missing(VariableExpression variable) {
        String name = variable.getName();
        String line = script.text()
                .lines()
                .skip(Math.max(0, variable.getLineNumber() - 1L))
                .findFirst()
                .orElse("");
        Matcher qualified = Pattern.compile("\\b" + Pattern.quote(name) + "(\\.[a-z]\\w*)*\\.[A-Z]\\w*")
                .matcher(line);
        if (qualified.find()) {
            return "there is no class " + qualified.group() + " in Wonbooks";
        } else if (Character.isUpperCase(name.charAt(0))) {
            return "there is no class '" + name + "' here: import it";
        }
        return "there is no '" + name + "' here"
                + NearestName.hint(name, Stream.concat(Stream.of("variables"), locals.declared().stream()));
    }

    @Override
    public boolean handleUnresolvedProperty(PropertyExpression property) {
        Class<?> type = type(property.getObjectExpression());
        String name = property.getPropertyAsString();
        boolean certain = name != null
                && Members.known(type)
                && !Iterable.class.isAssignableFrom(type)
                && !(property.getObjectExpression() instanceof ClassExpression);
        if (certain
                && !Members.hasField(type, name)
                && Members.property(type, name).isEmpty()
                && !Members.addedByGroovy(type, name)) {
            absent(property.getProperty(), type, name);
        }
        makeDynamic(property);
        return true;
    }

    @Override
    public List<MethodNode> handleMissingMethod(
            ClassNode receiver,
            String name,
            ArgumentListExpression arguments,
            ClassNode[] argumentTypes,
            MethodCall call) {
        if (call instanceof MethodCallExpression method && isOfScript(method)) {
            if (!delegated() && !locals.declared().contains(name)) {
                script.fault(
                        method.getMethod(),
                        "there is no method '" + name + "' here" + NearestName.hint(name, locals.declared().stream()));
            }
        } else {
            Expression on = call instanceof MethodCallExpression method ? method.getObjectExpression() : null;
            Class<?> type = on == null ? type(receiver) : type(on);
            if (Members.known(type) && !Members.addedByGroovy(type, name)) {
                judge(call, type, name, argumentTypes);
            }
        }
        return List.of(makeDynamic(call));
    }

    private void judge(MethodCall call, Class<?> type, String name, ClassNode[] arguments) {
        List<Method> methods = Members.methods(type, name);
        Expression place = place(call);
        if (methods.isEmpty()) {
            if (!Members.hasField(type, name)) {
                absent(place, type, name);
            }
        } else if (methods.stream().noneMatch(method -> mayTake(method, arguments))) {
            script.fault(
                    place,
                    "'" + name + "' of " + type.getSimpleName() + " takes "
                            + methods.stream()
                                    .map(CertainMembers::parameters)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(" or "))
                            + ", not "
                            + Arrays.stream(arguments)
                                    .map(ClassNode::getNameWithoutPackage)
                                    .collect(Collectors.joining(", ", "(", ")")));
        }
    }

    /** An operator is a call too, and its name stands nowhere. */
    private static Expression place(MethodCall call) {
        if (call instanceof MethodCallExpression method) {
            return method.getMethod().getLineNumber() > 0 ? method.getMethod() : method.getObjectExpression();
        }
        return (Expression) call;
    }

    private static boolean mayTake(Method method, ClassNode[] arguments) {
        if (method.isVarArgs()) {
            return true;
        }
        Class<?>[] parameters = method.getParameterTypes();
        boolean takes = parameters.length == arguments.length;
        for (int i = 0; takes && i < parameters.length; i++) {
            Class<?> argument = type(arguments[i]);
            takes = !Members.known(argument)
                    || Iterable.class.isAssignableFrom(argument)
                    || isNumber(argument) && isNumber(parameters[i])
                    || StaticTypeCheckingSupport.isAssignableTo(arguments[i], ClassHelper.make(parameters[i]));
        }
        return takes;
    }

    /** Groovy makes one of the other. */
    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type));
    }

    private static String parameters(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private void absent(Expression place, Class<?> type, String name) {
        script.fault(place, type.getSimpleName() + " has no '" + name + "'" + Members.hint(type, name));
    }

    private static boolean isOfScript(MethodCallExpression call) {
        return call.isImplicitThis()
                && call.getObjectExpression() instanceof VariableExpression self
                && self.isThisExpression();
    }

    private boolean delegated() {
        return getEnclosingMethodCalls().stream()
                .anyMatch(call -> call instanceof MethodCallExpression method
                        && DELEGATING.contains(String.valueOf(method.getMethodAsString())));
    }

    private Class<?> type(Expression expression) {
        return type(expression instanceof ClassExpression named ? named.getType() : getType(expression));
    }

    private static Class<?> type(ClassNode type) {
        try {
            return type.isResolved() && !type.isArray() ? type.getTypeClass() : Object.class;
        } catch (RuntimeException unknown) {
            return Object.class;
        }
    }
}
