package org.wonbooks.routes.check.mapping;

import java.util.Set;
import org.codehaus.groovy.GroovyBugError;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.VariableScopeVisitor;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.ResolveVisitor;
import org.codehaus.groovy.control.StaticImportVisitor;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;
import org.wonbooks.routes.check.product.VariableTypes;

/**
 * What a script means, as far as it is certain without running it: Groovy's own type checker looks at it, with what is
 * known of the run's variables. No transformation and no class of the script is run for that, and no class's
 * initializer.
 */
public final class ScriptCheck {

    private final VariableTypes variables;
    private final CompilationUnit classes = new CompilationUnit(
            new CompilerConfiguration(), null, new groovy.lang.GroovyClassLoader(ScriptCheck.class.getClassLoader()));

    public ScriptCheck(VariableTypes variables) {
        this.variables = variables;
    }

    /** Puts down what is wrong for certain. */
    public void check(Script script, Set<Gives> places) {
        if (Refused.annotations(script)) {
            return;
        }
        ClassNode main = script.module().getClasses().get(0);
        try {
            for (ClassNode type : script.module().getClasses()) {
                new VariableScopeVisitor(script.source()).visitClass(type);
                new ResolveVisitor(classes).startResolving(type, script.source());
            }
            new StaticImportVisitor(main, script.source()).visitClass(main);
        } catch (MultipleCompilationErrorsException tooMany) {
            // They are kept.
        }
        if (!script.errors().isEmpty()) {
            script.errors()
                    .forEach(error -> script.fault(error.getLine(), Refused.unresolved(Script.firstLine(error))));
            return;
        }
        new Refused(script).check(main);
        StaticTypeCheckingVisitor checker = new StaticTypeCheckingVisitor(script.source(), main);
        checker.setCompilationUnit(classes);
        try {
            new CertainMembers(script, variables, Locals.of(main), checker).check(main);
        } catch (RuntimeException | GroovyBugError | StackOverflowError beyondIt) {
            // What it can't follow may run well.
        }
        new MapKeys(script).visitClass(main);
        GivenValue.check(script, main, places);
    }
}
