package org.wonbooks.routes.check.variable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonbooks.routes.check.product.Members;
import org.wonbooks.routes.check.product.VariableTypes;
import org.wonbooks.routes.file.Entry;

/**
 * A variable that a route file asks for, and which of its members.
 *
 * @param members in a chain, each of the one before it; as far as they are plain names
 */
record Asked(String name, List<String> members, int line) {

    private static final String CHAIN = "((?:\\??\\.[A-Za-z_]\\w*(?:\\(\\))?(?![\\w(]))*)";
    private static final Pattern SIMPLE = Pattern.compile("\\$\\{variables?\\.([A-Za-z_][\\w-]*)(?![\\w:(-])" + CHAIN
            + "|\\$\\{variables?\\[['\"]?([A-Za-z_][\\w-]*)['\"]?]()"
            + "|\\$\\{variableAs\\(\\s*([A-Za-z_][\\w-]*)\\s*,()");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z][A-Za-z]*)((?:\\.[a-z][A-Za-z]*)+)}");

    /** All that a text of a route file asks for. */
    static Stream<Asked> in(Entry text, String owner) {
        if (owner.equals("variable") && text.name().equals("expression")) {
            return Stream.of(new Asked(text.text(), List.of(), text.line()));
        } else if (owner.equals("parameters") && text.name().equals("path")) {
            return in(text, PLACE);
        }
        return text.name().equals("description") ? Stream.empty() : in(text, SIMPLE);
    }

    private static Stream<Asked> in(Entry entry, Pattern pattern) {
        List<Asked> all = new ArrayList<>();
        Matcher found = pattern.matcher(entry.text());
        while (found.find()) {
            int group = 1;
            while (found.group(group) == null) {
                group += 2;
            }
            int below = (int) entry.text()
                    .substring(0, found.start())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            List<String> members = Stream.of(found.group(group + 1).split("\\??\\."))
                    .map(member -> member.replace("()", ""))
                    .filter(member -> !member.isEmpty())
                    .toList();
            all.add(new Asked(found.group(group), members, entry.textLine() + below));
        }
        return all.stream();
    }

    /** What it asks of the variable's value that cannot be there; empty: nothing, or nobody can tell. */
    Optional<String> absent(VariableTypes types) {
        Class<?> type = types.of(name);
        for (String member : members) {
            if (!Members.known(type) || Iterable.class.isAssignableFrom(type)) {
                return Optional.empty();
            }
            Optional<Class<?>> next = Members.property(type, member);
            if (next.isEmpty()) {
                return Members.methods(type, member).isEmpty()
                        ? Optional.of(type.getSimpleName() + " has no '" + member + "'" + Members.hint(type, member))
                        : Optional.empty();
            }
            type = next.get();
        }
        return Optional.empty();
    }
}
