package org.wonbooks.routes.check.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/** The run's variables that a script names. */
public final class VariableNames extends ClassCodeVisitorSupport {

    /**
     * A name, and where it stands.
     *
     * @param line of the file
     */
    public record Named(String name, int line) {}

    static final Set<String> HOLDERS = Set.of("variables", "variable");

    private final Script script;
    private final List<Named> all = new ArrayList<>();

    private VariableNames(Script script) {
        this.script = script;
    }

    /** All of them, in the order of the script. */
    public static List<Named> in(Script script) {
        VariableNames names = new VariableNames(script);
        for (ClassNode type : script.module().getClasses()) {
            names.visitClass(type);
        }
        return names.all;
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        named(property.getObjectExpression(), property.getProperty());
        super.visitPropertyExpression(property);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        if (binary.getOperation().getType() == Types.LEFT_SQUARE_BRACKET) {
            named(binary.getLeftExpression(), binary.getRightExpression());
        }
        super.visitBinaryExpression(binary);
    }

    private void named(Expression holder, Expression name) {
        if (holder instanceof VariableExpression variable
                && HOLDERS.contains(variable.getName())
                && name instanceof ConstantExpression constant
                && constant.getValue() instanceof String text) {
            all.add(new Named(text, script.firstLine() + name.getLineNumber() - 1));
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return script.source();
    }
}
