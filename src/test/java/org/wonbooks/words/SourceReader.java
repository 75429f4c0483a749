package org.wonbooks.words;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.wonbooks.testing.SourceFiles;

/** Reads the sources by Java's own compiler: who takes what, what is given, and which texts are put together where. */
final class SourceReader extends TreeScanner<Void, Void> {

    /** A type or a method, and what it takes: a constructor is called like its type. */
    record Taker(String type, String name, List<String> parameters) {}

    /** An expression, and where it stands. */
    record Value(Taker in, ExpressionTree tree) {}

    /** What is given to something of that name. */
    record Call(String type, String name, List<Value> values) {}

    final List<Taker> takers = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();

    /** What a variable begins with, and what a method returns, by {@code Type.name}. */
    final Map<String, List<Value>> named = new HashMap<>();

    /** Literals, and sums of them, of which each is whole. */
    final List<Value> sentences = new ArrayList<>();

    private ClassTree type;
    private Taker in;
    private boolean within;

    /** All of the product. */
    static SourceReader ofMain() {
        SourceReader reader = new SourceReader();
        parsed().forEach(unit -> reader.scan(unit, null));
        return reader;
    }

    private static List<CompilationUnitTree> parsed() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = SourceFiles.in("src/main/java")
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return units;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
        ClassTree outerType = type;
        Taker outer = in;
        if (!tree.getSimpleName().isEmpty()) {
            type = tree;
            List<String> components = tree.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .map(field -> field.getName().toString())
                    .toList();
            take(name(), tree.getKind() == Tree.Kind.RECORD ? components : List.of());
        }
        super.visitClass(tree, none);
        type = outerType;
        in = outer;
        return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
        Taker outer = in;
        take(
                tree.getReturnType() == null ? name() : tree.getName().toString(),
                tree.getParameters().stream()
                        .map(parameter -> parameter.getName().toString())
                        .toList());
        super.visitMethod(tree, none);
        in = outer;
        return null;
    }

    @Override
    public Void visitReturn(ReturnTree tree, Void none) {
        if (tree.getExpression() != null) {
            keep(in.name(), tree.getExpression());
        }
        return super.visitReturn(tree, none);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void none) {
        if (tree.getInitializer() != null) {
            keep(tree.getName().toString(), tree.getInitializer());
        }
        return super.visitVariable(tree, none);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void none) {
        call(name(), last(tree.getIdentifier()), tree.getArguments());
        return apart(() -> super.visitNewClass(tree, none));
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void none) {
        String[] called = tree.getMethodSelect().toString().split("\\.");
        String method = called[called.length - 1];
        switch (method) {
            case "super" -> call(name(), last(type.getExtendsClause()), tree.getArguments());
            case "this" -> call(name(), name(), tree.getArguments());
            default -> call(called.length == 2 ? called[0] : name(), method, tree.getArguments());
        }
        return apart(() -> super.visitMethodInvocation(tree, none));
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void none) {
        boolean whole = !within && tree.getKind() == Tree.Kind.PLUS;
        if (!whole) {
            return super.visitBinary(tree, none);
        }
        sentences.add(new Value(in, tree));
        within = true;
        super.visitBinary(tree, none);
        within = false;
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree tree, Void none) {
        if (!within && tree.getKind() == Tree.Kind.STRING_LITERAL) {
            sentences.add(new Value(in, tree));
        }
        return null;
    }

    /** What is given to something within a sum is no part of the sum. */
    private Void apart(Runnable visit) {
        boolean outer = within;
        within = false;
        visit.run();
        within = outer;
        return null;
    }

    private void take(String name, List<String> parameters) {
        in = new Taker(name(), name, parameters);
        takers.add(in);
    }

    private void call(String of, String method, List<? extends ExpressionTree> values) {
        calls.add(new Call(
                of, method, values.stream().map(value -> new Value(in, value)).toList()));
    }

    private void keep(String what, ExpressionTree value) {
        named.computeIfAbsent(name() + "." + what, key -> new ArrayList<>()).add(new Value(in, value));
    }

    private String name() {
        return type.getSimpleName().toString();
    }

    private static String last(Tree path) {
        String all = path == null ? "" : path.toString().replaceAll("<.*", "");
        return all.substring(all.lastIndexOf('.') + 1);
    }
}
