package org.wonbooks.component.mapping;

import java.util.SortedSet;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/** The lines of a mapping that set a key, as Groovy itself reads them: in a map, or by an assignment. */
final class MappingLines extends CodeVisitorSupport {

    private final String key;
    private final SortedSet<Integer> lines = new TreeSet<>();

    private MappingLines(String key) {
        this.key = key;
    }

    /** Those that set it; where none does, the one of what the script gives back. */
    static SortedSet<Integer> of(String script, String key) {
        SourceUnit source = SourceUnit.create("mapping", script);
        source.parse();
        source.completePhase();
        source.convert();
        ModuleNode module = source.getAST();
        MappingLines found = new MappingLines(key);
        module.getStatementBlock().visit(found);
        module.getMethods().forEach(method -> method.getCode().visit(found));
        if (found.lines.isEmpty() && !module.getStatementBlock().isEmpty()) {
            Statement last = module.getStatementBlock()
                    .getStatements()
                    .get(module.getStatementBlock().getStatements().size() - 1);
            found.lines.add(last.getLineNumber());
        }
        return found.lines;
    }

    @Override
    public void visitMapEntryExpression(MapEntryExpression entry) {
        note(entry.getKeyExpression().getText(), entry.getKeyExpression());
        super.visitMapEntryExpression(entry);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
        Expression left = binary.getLeftExpression();
        if (Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
            if (left instanceof PropertyExpression property) {
                note(property.getPropertyAsString(), property.getProperty());
            } else if (left instanceof BinaryExpression index) {
                note(index.getRightExpression().getText(), index.getRightExpression());
            } else if (left instanceof VariableExpression variable && !(binary instanceof DeclarationExpression)) {
                note(variable.getName(), variable);
            }
        }
        super.visitBinaryExpression(binary);
    }

    private void note(String name, ASTNode where) {
        if (key.equals(name)) {
            lines.add(where.getLineNumber());
        }
    }
}
