package org.wonbooks.words;

import static java.util.stream.Collectors.groupingBy;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonbooks.words.SourceReader.Call;
import org.wonbooks.words.SourceReader.Taker;
import org.wonbooks.words.SourceReader.Value;

/**
 * The texts of the product that tell a person what to do: what is given for a parameter called {@code fix}, put into a
 * variable of that name, or returned by a method of that name. Each is put together from its literals, through
 * constants, parameters and methods of the same class; what only a run knows is {@code {…}}.
 */
public final class FixTexts {

    /** One text, and the class that has it. */
    public record Text(String place, String words) implements Comparable<Text> {

        @Override
        public int compareTo(Text other) {
            return (place + words).compareTo(other.place + other.words);
        }
    }

    private static final Pattern NAME = Pattern.compile("fix|advice|(\\w+_)?FIX");
    private static final Set<String> CHANGES = Set.of("formatted", "replace", "replaceFirst", "strip");
    private static final List<String> UNKNOWN = List.of("{…}");
    private static final int DEEPEST = 8;

    private final SourceReader sources = SourceReader.ofMain();

    /** By the name of what is called, and by that of what takes. */
    private final Map<String, List<Call>> calls = sources.calls.stream().collect(groupingBy(Call::name));

    private final Map<String, List<Taker>> takers = sources.takers.stream().collect(groupingBy(Taker::name));

    /** What a person is told to do. */
    public Set<Text> fixes() {
        return named(NAME);
    }

    /** What is given for a parameter, or put into a variable, of such a name. */
    public Set<Text> named(Pattern called) {
        Stream<Value> given = sources.takers.stream().flatMap(taker -> taker.parameters().stream()
                .filter(name -> called.matcher(name).matches())
                .flatMap(name -> given(taker, name)));
        Stream<Value> named = sources.named.entrySet().stream()
                .filter(each ->
                        called.matcher(each.getKey().replaceFirst(".*\\.", "")).matches())
                .flatMap(each -> each.getValue().stream());
        return texts(Stream.concat(given, named));
    }

    /** Every text that is put together somewhere, whatever for. */
    public Set<Text> sentences() {
        return texts(sources.sentences.stream());
    }

    private Set<Text> texts(Stream<Value> values) {
        Set<Text> texts = new TreeSet<>();
        values.forEach(value -> texts(value, 0).stream()
                .filter(words -> words.matches("(?s).*\\p{L}{3}.*"))
                .forEach(words -> texts.add(new Text(value.in().type(), words))));
        return texts;
    }

    private List<String> texts(Value value, int depth) {
        Taker in = value.in();
        ExpressionTree tree = value.tree();
        if (tree instanceof LiteralTree literal) {
            return literal.getValue() == null ? List.of() : List.of(String.valueOf(literal.getValue()));
        }
        if (tree instanceof ParenthesizedTree inner) {
            return texts(new Value(in, inner.getExpression()), depth);
        }
        if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            List<String> ends = texts(new Value(in, sum.getRightOperand()), depth);
            return texts(new Value(in, sum.getLeftOperand()), depth).stream()
                    .flatMap(begin -> ends.stream().map(end -> begin + end))
                    .toList();
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return texts(in, List.of(choice.getTrueExpression(), choice.getFalseExpression()), depth);
        }
        if (tree instanceof SwitchExpressionTree choice) {
            return texts(in, yielded(choice), depth);
        }
        if (tree instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree select
                && CHANGES.contains(select.getIdentifier().toString())) {
            return texts(new Value(in, select.getExpression()), depth);
        }
        return depth == DEEPEST ? UNKNOWN : named(value, depth + 1);
    }

    private List<String> texts(Taker in, List<ExpressionTree> choices, int depth) {
        return choices.stream()
                .flatMap(each -> texts(new Value(in, each), depth).stream())
                .toList();
    }

    /** A constant, a variable, what a method returns, or what a parameter or a field is given. */
    private List<String> named(Value value, int depth) {
        Taker in = value.in();
        Tree name = value.tree() instanceof MethodInvocationTree call ? call.getMethodSelect() : value.tree();
        if (name instanceof MemberSelectTree select && select.getExpression() instanceof IdentifierTree type) {
            return values(sources.named.get(type.getName() + "." + select.getIdentifier()), depth);
        }
        if (!(name instanceof IdentifierTree called)) {
            return UNKNOWN;
        }
        String own = called.getName().toString();
        if (in.parameters().contains(own)) {
            // What is given for a fix is one by itself.
            return NAME.matcher(own).matches()
                    ? List.of()
                    : values(given(in, own).toList(), depth);
        }
        List<Value> known = sources.named.get(in.type() + "." + own);
        return known != null
                ? values(known, depth)
                : values(
                        takers.getOrDefault(in.type(), List.of()).stream()
                                .filter(taker -> taker.parameters().contains(own))
                                .flatMap(taker -> given(taker, own))
                                .toList(),
                        depth);
    }

    private List<String> values(List<Value> values, int depth) {
        return values == null || values.isEmpty()
                ? UNKNOWN
                : values.stream()
                        .flatMap(value -> texts(value, depth).stream())
                        .distinct()
                        .toList();
    }

    private Stream<Value> given(Taker taker, String parameter) {
        int index = taker.parameters().indexOf(parameter);
        boolean constructor = taker.name().equals(taker.type());
        return calls.getOrDefault(taker.name(), List.of()).stream()
                .filter(call -> call.values().size() == taker.parameters().size())
                .filter(call -> constructor || call.type().equals(taker.type()))
                .map(call -> call.values().get(index));
    }

    private static List<ExpressionTree> yielded(SwitchExpressionTree choice) {
        List<ExpressionTree> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitCase(CaseTree each, Void none) {
                if (each.getBody() instanceof ExpressionTree only) {
                    found.add(only);
                    return null;
                }
                return super.visitCase(each, none);
            }

            @Override
            public Void visitYield(YieldTree each, Void none) {
                found.add(each.getValue());
                return null;
            }
        }.scan(choice, null);
        return found;
    }
}
