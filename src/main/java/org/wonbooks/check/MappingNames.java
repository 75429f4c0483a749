package org.wonbooks.check;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.SourceUnit;

/** What a mapping names of an account by a fixed text: fields that it reads or writes, pipelines and stages. */
final class MappingNames extends CodeVisitorSupport {

    /** What is named. */
    enum Kind {
        READ_FIELD,
        WRITTEN_FIELD,
        PIPELINE,
        STAGE
    }

    /** One name, in its line. */
    record Name(Kind kind, String name, int line) {}

    private final List<Name> names = new ArrayList<>();

    private MappingNames() {}

    static List<Name> of(String script) {
        SourceUnit source = SourceUnit.create("mapping", script);
        source.parse();
        source.completePhase();
        source.convert();
        ModuleNode module = source.getAST();
        MappingNames found = new MappingNames();
        module.getStatementBlock().visit(found);
        module.getMethods().forEach(method -> method.getCode().visit(found));
        return found.names;
    }

    @Override
    public void visitMapEntryExpression(MapEntryExpression entry) {
        Kind kind =
                switch (entry.getKeyExpression().getText()) {
                    case "field_code", "field_id" -> Kind.WRITTEN_FIELD;
                    case "pipeline_id" -> Kind.PIPELINE;
                    case "status_id" -> Kind.STAGE;
                    default -> null;
                };
        note(kind, entry.getValueExpression());
        super.visitMapEntryExpression(entry);
    }

    /** As the shipped mappings name a field of the card: {@code field('CODE', value)}. */
    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis()
                && "field".equals(call.getMethodAsString())
                && call.getArguments() instanceof TupleExpression arguments
                && !arguments.getExpressions().isEmpty()) {
            note(Kind.WRITTEN_FIELD, arguments.getExpression(0));
        }
        super.visitMethodCallExpression(call);
    }

    /** {@code intent.fields().CODE}; what the settings call their fields is asked for by a call. */
    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        if (property.getObjectExpression() instanceof MethodCallExpression call
                && "fields".equals(call.getMethodAsString())) {
            note(Kind.READ_FIELD, property.getProperty());
        }
        super.visitPropertyExpression(property);
    }

    private void note(Kind kind, Expression value) {
        if (kind != null && value instanceof ConstantExpression constant && constant.getValue() != null) {
            names.add(new Name(kind, constant.getText(), value.getLineNumber()));
        }
    }
}
