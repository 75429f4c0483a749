package org.wonbooks.routes.check.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import org.wonbooks.routes.check.product.Members;

/**
 * Keys that are asked for and found nowhere: ids are texts, so a number is none of them; and the fields of a deal are
 * known by their codes, not by their names.
 */
final class MapKeys extends ClassCodeVisitorSupport {

    /** What nobody counts up to: it is an id. */
    private static final int LARGE = 9999;

    private static final Pattern NAME = Pattern.compile(".*[^A-Za-z0-9_.-].*|[A-Z]\\w*[a-z]\\w*");

    private final Script script;

    /** What stands behind a local name. */
    private final Map<Variable, Expression> locals = new HashMap<>();

    MapKeys(Script script) {
        this.script = script;
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (!declaration.isMultipleAssignmentDeclaration()) {
            locals.put(declaration.getVariableExpression(), declaration.getRightExpression());
        }
        super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitMapEntryExpression(MapEntryExpression entry) {
        Number key = number(entry.getKeyExpression());
        if (key != null && key.longValue() > LARGE) {
            number(entry, key);
        }
        super.visitMapEntryExpression(entry);
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        asked(property.getObjectExpression(), property.getProperty());
        super.visitPropertyExpression(property);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        if (binary.getOperation().getType() == Types.LEFT_SQUARE_BRACKET) {
            asked(binary.getLeftExpression(), binary.getRightExpression());
        }
        super.visitBinaryExpression(binary);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String name = String.valueOf(call.getMethodAsString());
        if (name.matches("get|getOrDefault|containsKey")
                && call.getArguments() instanceof ArgumentListExpression arguments
                && !arguments.getExpressions().isEmpty()) {
            asked(call.getObjectExpression(), arguments.getExpression(0));
        }
        super.visitMethodCallExpression(call);
    }

    private void asked(Expression map, Expression key) {
        Expression of = map instanceof VariableExpression variable
                ? locals.getOrDefault(variable.getAccessedVariable(), map)
                : map;
        if (of instanceof MapExpression literal && isText(key)) {
            literal.getMapEntryExpressions().stream()
                    .filter(entry -> number(entry.getKeyExpression()) != null)
                    .forEach(entry -> number(entry, number(entry.getKeyExpression())));
        } else if (key instanceof ConstantExpression constant
                && constant.getValue() instanceof String name
                && NAME.matcher(name).matches()
                && isFieldsOfDeal(of)) {
            script.fault(
                    key,
                    "'" + name
                            + "' is a field's name: fields() knows them by their codes, such as PO_NUMBER, or by their"
                            + " ids where they have none");
        }
    }

    private static boolean isFieldsOfDeal(Expression map) {
        return map instanceof MethodCallExpression call
                && "fields".equals(call.getMethodAsString())
                && Members.property(type(call.getObjectExpression()), "fields")
                        .filter(Map.class::equals)
                        .isPresent();
    }

    private static boolean isText(Expression key) {
        Class<?> type = type(key);
        return CharSequence.class.isAssignableFrom(type) || type == Long.class || type == long.class;
    }

    private static Class<?> type(Expression expression) {
        Object inferred = expression.getNodeMetaData(StaticTypesMarker.INFERRED_TYPE);
        ClassNode type = inferred instanceof ClassNode node ? node : expression.getType();
        return type.isResolved() && !type.isArray() ? type.getTypeClass() : Object.class;
    }

    private static Number number(Expression key) {
        return key instanceof ConstantExpression constant && constant.getValue() instanceof Number number
                ? number
                : null;
    }

    private void number(MapEntryExpression entry, Number key) {
        script.fault(
                entry.getKeyExpression(),
                key + " is a number here, and ids are texts: none is found under it. Write '" + key + "'");
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return script.source();
    }
}
