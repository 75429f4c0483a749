package org.wonbooks.routes.check.mapping;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.LoopingStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.classgen.ReturnAdder;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.stc.StaticTypesMarker;
import org.wonbooks.component.mapping.Gives;

/** What a mapping gives is what its place takes, as far as that is certain. */
final class GivenValue extends ClassCodeVisitorSupport {

    private final Script script;
    private final Set<Gives> places;
    private boolean given;

    private GivenValue(Script script, Set<Gives> places) {
        this.script = script;
        this.places = places;
    }

    static void check(Script script, ClassNode main, Set<Gives> places) {
        MethodNode run = main.getMethod("run", new Parameter[0]);
        if (places.isEmpty() || run == null) {
            return;
        }
        GivenValue value = new GivenValue(script, places);
        new ReturnAdder(value::visitReturnStatement).visitMethod(run);
        run.getCode().visit(value);
        value.judgeEnd(run.getCode());
        if (!value.given && script.faults().isEmpty()) {
            value.refuse(1, "nothing");
        }
    }

    /** A way on which nothing stands gives nothing. */
    private void judgeEnd(Statement statement) {
        if (statement instanceof BlockStatement block && !block.isEmpty()) {
            judgeEnd(block.getStatements().get(block.getStatements().size() - 1));
        } else if (statement instanceof IfStatement choice) {
            judgeEnd(choice.getIfBlock());
            judgeOther(choice, choice.getElseBlock(), "nothing where this does not hold");
        } else if (statement instanceof SwitchStatement choice) {
            judgeOther(choice, choice.getDefaultStatement(), "nothing in any other case");
        } else if (statement instanceof LoopingStatement) {
            refuse(statement.getLineNumber(), "nothing");
        }
    }

    private void judgeOther(Statement choice, Statement other, String words) {
        if (other == null || other.isEmpty()) {
            refuse(choice.getLineNumber(), words);
        } else {
            judgeEnd(other);
        }
    }

    @Override
    public void visitReturnStatement(ReturnStatement statement) {
        given = true;
        judge(statement.getExpression(), statement.getLineNumber());
    }

    /** What it returns is its own. */
    @Override
    public void visitClosureExpression(ClosureExpression closure) {}

    private void judge(Expression expression, int otherwise) {
        int line = expression.getLineNumber() > 0 ? expression.getLineNumber() : otherwise;
        if (expression instanceof ElvisOperatorExpression elvis) {
            judge(elvis.getFalseExpression(), line);
        } else if (expression instanceof TernaryExpression ternary) {
            judge(ternary.getTrueExpression(), line);
            judge(ternary.getFalseExpression(), line);
        } else if (expression instanceof EmptyExpression
                || expression instanceof ConstantExpression constant && constant.isNullExpression()) {
            refuse(line, "nothing");
        } else if (expression instanceof MapExpression) {
            refuse(line, Gives.MAP, "a map");
        } else if (expression instanceof ListExpression) {
            refuse(line, "a list");
        } else {
            judge(expression.getNodeMetaData(StaticTypesMarker.INFERRED_TYPE), expression.getType(), line);
        }
    }

    private void judge(Object inferred, ClassNode declared, int line) {
        ClassNode type = inferred instanceof ClassNode node ? node : declared;
        Class<?> of = type.isResolved() ? type.getTypeClass() : Object.class;
        if (ClassHelper.isPrimitiveVoid(type)) {
            refuse(line, "nothing");
        } else if (CharSequence.class.isAssignableFrom(of)) {
            refuse(line, Gives.TEXT, "a text");
        } else if (Map.class.isAssignableFrom(of)) {
            refuse(line, Gives.MAP, "a map");
        } else if (Collection.class.isAssignableFrom(of) || of.isArray()) {
            refuse(line, "a list");
        } else if (of == Boolean.class || of == boolean.class) {
            refuse(line, "true or false");
        }
    }

    private void refuse(int line, Gives kind, String words) {
        if (!places.contains(kind)) {
            refuse(line, words);
        }
    }

    private void refuse(int line, String words) {
        places.forEach(place -> script.fault(line, "gives " + words + ", and " + place.words() + " is taken here"));
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return script.source();
    }
}
