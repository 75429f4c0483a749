package org.wonbooks.routes.check.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.wonbooks.routes.file.RouteFault;

/**
 * A script as its syntax tells: nothing of it, its annotations included, is run.
 *
 * @param firstLine where in its file it begins
 * @param faults where its faults are put
 */
public record Script(Path path, String text, int firstLine, SourceUnit source, List<RouteFault> faults) {

    /** Reads one, or puts down why it can't be read. */
    public static Optional<Script> read(Path path, String text, int firstLine, List<RouteFault> faults) {
        SourceUnit source = SourceUnit.create(path.toString(), text);
        Script script = new Script(path, text, firstLine, source, faults);
        try {
            source.parse();
            source.completePhase();
            source.nextPhase();
            source.convert();
            return Optional.of(script);
        } catch (MultipleCompilationErrorsException e) {
            script.errors().forEach(error -> script.fault(error.getLine(), "groovy: " + firstLine(error)));
        } catch (CompilationFailedException e) {
            script.fault(1, "groovy: " + e.getMessage());
        }
        return Optional.empty();
    }

    ModuleNode module() {
        return source.getAST();
    }

    /** What Groovy has found wrong so far. */
    List<SyntaxException> errors() {
        List<?> errors = source.getErrorCollector().getErrors();
        return errors == null
                ? List.of()
                : errors.stream()
                        .filter(SyntaxErrorMessage.class::isInstance)
                        .map(error -> ((SyntaxErrorMessage) error).getCause())
                        .toList();
    }

    static String firstLine(SyntaxException error) {
        return error.getOriginalMessage().lines().findFirst().orElse("can't be read");
    }

    void fault(ASTNode node, String reason) {
        fault(node.getLineNumber(), reason);
    }

    /** @param line of the script, counted from 1 */
    void fault(int line, String reason) {
        RouteFault fault = new RouteFault(path, firstLine + Math.max(1, line) - 1, reason);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
