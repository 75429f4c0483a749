package org.wonbooks.routes.check;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Processor;
import org.wonbooks.component.read.Run;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.Members;
import org.wonbooks.routes.check.product.NearestName;
import org.wonbooks.routes.check.product.RemovedNames;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** What a route file calls by {@code bean} and {@code method} is there, and may be called so. */
final class CallableBeans {

    /** The keys of a step and of an expression that call a bean. */
    private static final Set<String> CALLS = Set.of("bean", "method");

    private static final Pattern ARGUMENTS = Pattern.compile("\\w+\\((.*)\\)", Pattern.DOTALL);

    private static final Pattern IN_SIMPLE = Pattern.compile("\\$\\{bean:(\\w+)(?:(?:\\?method=|\\.|::)(\\w+))?");

    private final Beans beans;

    CallableBeans(Beans beans) {
        this.beans = beans;
    }

    /** Puts down each call in the file that finds no bean, or no such method of it. */
    void check(RouteFile file) {
        file.root()
                .walk()
                .filter(entry -> entry.isMapping() && CALLS.contains(entry.name()))
                .forEach(call -> call.get("ref").ifPresent(bean -> check(file, call, bean)));
        file.root()
                .walk()
                .filter(entry -> entry.name().equals("process"))
                .flatMap(entry -> entry.get("ref").stream())
                .filter(bean -> beans.type(bean.text())
                        .filter(Processor.class::isAssignableFrom)
                        .isEmpty())
                .forEach(bean -> file.fault(
                        bean.line(),
                        "there is no bean '" + bean.text() + "' that is a Processor: call one by 'bean', with 'ref'"));
        file.root().walk().filter(Entry::isText).forEach(text -> checkSimple(file, text));
    }

    /** {@code ${bean:name?method=…}} calls one too. */
    private void checkSimple(RouteFile file, Entry text) {
        Matcher call = IN_SIMPLE.matcher(text.text());
        while (call.find()) {
            check(file, text.line(), call.group(1), text.line(), Optional.ofNullable(call.group(2)));
        }
    }

    private void check(RouteFile file, Entry call, Entry bean) {
        Optional<Entry> method = call.get("method");
        int line = method.orElse(bean).line();
        check(file, bean.line(), bean.text(), line, method.map(Entry::text));
    }

    private void check(RouteFile file, int line, String name, int methodLine, Optional<String> call) {
        Optional<Class<?>> type = beans.type(name);
        if (type.isEmpty()) {
            file.fault(
                    line,
                    RemovedNames.bean(name)
                            .orElseGet(() -> "there is no bean '" + name + "'"
                                    + NearestName.hint(name, beans.names(Object.class))));
            return;
        }
        String method = call.map(text -> text.replaceFirst("\\(.*", "")).orElse("");
        List<Method> methods = Arrays.stream(type.get().getMethods())
                .filter(known -> call.isEmpty() || known.getName().equals(method))
                .filter(known -> known.getDeclaringClass() != Object.class)
                .toList();
        if (methods.isEmpty()) {
            file.fault(
                    methodLine,
                    RemovedNames.bean(name + "." + method)
                            .orElseGet(() -> "the bean '" + name + "' has no method '" + method + "'"
                                    + Members.hint(type.get(), method)));
        } else if (methods.stream().anyMatch(CallableBeans::takesRun)) {
            PeerSteps.properUse(name, type.get()).ifPresent(words -> file.fault(methodLine, words));
        } else if (call.isPresent()) {
            checkArguments(file, methodLine, call.get(), methods);
        } else if (methods.size() > 1) {
            file.fault(
                    methodLine,
                    "the bean '" + name + "' has several methods, so one is to be named: "
                            + methods.stream()
                                    .map(Method::getName)
                                    .distinct()
                                    .sorted()
                                    .collect(joining(", ")));
        }
    }

    /** Those that a file gives are as many as a method takes; without any, Camel finds them itself. */
    private static void checkArguments(RouteFile file, int line, String call, List<Method> methods) {
        Matcher arguments = ARGUMENTS.matcher(call);
        if (arguments.matches()) {
            String list = arguments
                    .group(1)
                    .replaceAll("'[^']*'|\"[^\"]*\"|\\$\\{[^}]*}", "0")
                    .strip();
            int count = list.isEmpty() ? 0 : list.split(",").length;
            if (methods.stream().noneMatch(known -> known.isVarArgs() || known.getParameterCount() == count)) {
                file.fault(
                        line,
                        "the method '" + methods.get(0).getName() + "' does not take " + count + " arguments, but "
                                + methods.get(0).getParameterCount());
            }
        }
    }

    /** Only the components give a run; what takes one is a part of their protocol. */
    private static boolean takesRun(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(Run.class);
    }
}
