package org.wonbooks.routes.check.mapping;

import groovy.lang.GroovyClassLoader;
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
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.routes.check.product.VariableTypes;

/**
 * What a script means, as far as it is certain without running it: Groovy's own type checker looks at it, with what is
 * known of the run's variables. No transformation and no class of the script is run for that, and no class's
 * initializer.
 */
public final class ScriptCheck {

    private final VariableTypes variables;
    private final CompilationUnit classes = new CompilationUnit(
            new CompilerConfiguration(), null, new GroovyClassLoader(ScriptCheck.class.getClassLoader()));

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
            if (resolve(script)) {
                new Refused(script).check(main);
                StaticTypeCheckingVisitor checker = new StaticTypeCheckingVisitor(script.source(), main);
                checker.setCompilationUnit(classes);
                new CertainMembers(script, variables, Locals.of(main), checker).check(main);
                new MapKeys(script).visitClass(main);
                GivenValue.check(script, main, places);
            }
        } catch (RuntimeException | GroovyBugError | StackOverflowError beyondIt) {
            // What Groovy's checker can't follow may run well.
        }
    }

    /** Are all classes found that it names? */
    private boolean resolve(Script script) {
        try {
            for (ClassNode type : script.module().getClasses()) {
                new VariableScopeVisitor(script.source()).visitClass(type);
                new ResolveVisitor(classes).startResolving(type, script.source());
                new StaticImportVisitor(type, script.source()).visitClass(type);
            }
        } catch (MultipleCompilationErrorsException tooMany) {
            // They are kept.
        }
        script.errors().forEach(error -> script.fault(error.getLine(), Refused.unresolved(Script.firstLine(error))));
        return script.errors().isEmpty();
    }
}
