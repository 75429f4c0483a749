package org.wonbooks.routes.check;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonbooks.component.read.Run;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** What a route file calls by {@code bean} and {@code method} is there, and may be called so. */
final class CallableBeans {

    /** The keys of a step and of an expression that call a bean. */
    private static final Set<String> CALLS = Set.of("bean", "method");

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
    }

    private void check(RouteFile file, Entry call, Entry bean) {
        String name = bean.text();
        Optional<Class<?>> type = beans.type(name);
        if (type.isEmpty()) {
            file.fault(bean.line(), RemovedNames.bean(name).orElse("there is no bean '" + name + "'"));
            return;
        }
        Optional<Entry> method = call.get("method");
        String methodName =
                method.map(entry -> entry.text().replaceFirst("\\(.*", "")).orElse("");
        List<Method> methods = Arrays.stream(type.get().getMethods())
                .filter(known -> method.isEmpty() || known.getName().equals(methodName))
                .toList();
        if (methods.isEmpty()) {
            file.fault(
                    method.orElse(bean).line(),
                    RemovedNames.bean(name + "." + methodName)
                            .orElse("the bean '" + name + "' has no method '" + methodName + "'"));
        } else if (methods.stream().anyMatch(CallableBeans::takesRun)) {
            PeerSteps.properUse(name, type.get())
                    .ifPresent(words -> file.fault(method.orElse(bean).line(), words));
        }
    }

    /** Only the components give a run; what takes one is a part of their protocol. */
    private static boolean takesRun(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(Run.class);
    }
}
