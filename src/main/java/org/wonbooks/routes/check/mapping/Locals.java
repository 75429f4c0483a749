package org.wonbooks.routes.check.mapping;

import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * The names that a script has of its own.
 *
 * @param declared by def, as a parameter, or as a method
 * @param assigned without a declaration: the script makes them as it goes
 */
record Locals(Set<String> declared, Set<String> assigned) {

    static Locals of(ClassNode main) {
        Locals locals = new Locals(new HashSet<>(), new HashSet<>());
        main.getMethods().stream().map(MethodNode::getName).forEach(locals.declared::add);
        locals.declared.remove("run");
        locals.declared.remove("main");
        new Finder(locals).visitClass(main);
        return locals;
    }

    private static final class Finder extends ClassCodeVisitorSupport {

        private final Locals locals;

        Finder(Locals locals) {
            this.locals = locals;
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            names(declaration.getLeftExpression(), locals.declared);
            super.visitDeclarationExpression(declaration);
        }

        @Override
        public void visitBinaryExpression(BinaryExpression binary) {
            if (Types.ofType(binary.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)
                    && !(binary instanceof DeclarationExpression)) {
                names(binary.getLeftExpression(), locals.assigned);
            }
            super.visitBinaryExpression(binary);
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            if (closure.getParameters() != null) {
                for (Parameter parameter : closure.getParameters()) {
                    locals.declared.add(parameter.getName());
                }
            }
            super.visitClosureExpression(closure);
        }

        private static void names(Expression left, Set<String> names) {
            if (left instanceof VariableExpression variable) {
                names.add(variable.getName());
            } else if (left instanceof TupleExpression several) {
                several.getExpressions().forEach(each -> names(each, names));
            }
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return null;
        }
    }
}
