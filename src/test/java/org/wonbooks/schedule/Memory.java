package org.wonbooks.schedule;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.AopTestUtils;

/** What the beans of one instance keep in memory, and lose when it ends. */
final class Memory {

    /** What can change in the beans: either lost in {@link Instance#restart}, or the same after any restart. */
    static final Set<String> KNOWN = Set.of(
            "AccountReads.kept",
            "AppKeys.entered",
            "Guesses.byVisitor",
            "LoginNews.programs",
            "StrangersAudit.byAddress",
            "StrangersAudit.hooksWritten",
            "ClosedByFault.cause",
            "ClosedByFault.closed",
            "CompanyBooks.answers",
            "CopyFirst.looked",
            "DatabaseHealthIndicator.latest",
            "DatabaseHealthIndicator.thread",
            "Deliveries.delays",
            "Deliveries.running",
            "DiskReserve.looks",
            "DiskReserve.reached",
            "ExchangeRates.rates",
            "ManualTokens.successors",
            "Mappings.saved",
            "SetMappings.byFolder",
            "KnownFields.lists",
            "Labels.parts",
            "LocalConnector.looks",
            "LocalConnector.open",
            "Turnover.kept",
            "TokenRefresh.blockedUntil",
            "OtherInstances.line",
            "OtherInstances.stopped",
            "PlacesInMemory.places",
            "PlacesInMemory.closed",
            "PlacesInMemory.known",
            "PlacesOnPostgreSql.made",
            "QuickBooksDoor.byRealm",
            "StoppedRoutes.calls",
            "RateLimit.arrivals",
            "RateLimit.changed",
            "RateLimit.lock",
            "RateLimit.nextLook",
            "RateLimit.queue",
            "RateLimit.returns",
            "RateLimit.turn",
            "Reads.doors",
            "RoutesAtStart.check",
            "PlainNames.shown",
            "RouteDeployment.lastRefused",
            "RouteDeployment.trials",
            "RouteLoader.loads",
            "RunningRoutes.current",
            "PromptStorage.groups",
            "PromptStorage.waiting",
            "SharedRefreshes.running",
            "StoredSettings.known",
            "Turns.free",
            "Turns.hooks",
            "UnstoredTokens.kept",
            "WholeAnswer.timer",
            "WorkClaims.last",
            "WorkClaims.probes",
            "WorkHealthIndicator.cameBack",
            "WorkHealthIndicator.told",
            "WorkLifecycle.running",
            "WorkOutcomes.delays",
            "WorkOutcomes.listeners",
            "Worker.asked",
            "Worker.free",
            "Worker.marked",
            "Worker.running",
            "Wrong.times");

    /** Compiled from files that no schedule changes, and the same after any restart: each costs a tenth of a second. */
    private static final Set<String> NOT_LOST = Set.of("SetMappings.byFolder", "Mappings.saved");

    private final List<Runnable> losses = new ArrayList<>();
    private final TreeSet<String> kept = new TreeSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Looks at the beans as they are right after the start.
     *
     * @param others what stands in for parts of them
     */
    Memory(ApplicationContext context, List<Object> others) {
        for (String name : context.getBeanDefinitionNames()) {
            Class<?> type = context.getType(name, false);
            if (type != null && type.getName().startsWith("org.wonbooks.")) {
                Object bean = context.getBean(name);
                look(AopUtils.isAopProxy(bean) ? AopTestUtils.getUltimateTargetObject(bean) : bean);
            }
        }
        others.forEach(this::look);
    }

    private void look(Object owner) {
        if (!seen.add(owner)) {
            return;
        }
        for (Class<?> each = owner.getClass(); isOurs(each); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                look(owner, field);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.wonbooks.")
                && !type.isEnum()
                && !type.isRecord()
                && !type.getName().startsWith(Memory.class.getPackageName());
    }

    private void look(Object bean, Field field) {
        if (Modifier.isStatic(field.getModifiers())
                || field.getDeclaringClass().getName().contains("$$")) {
            return;
        }
        field.setAccessible(true);
        Object value = read(bean, field);
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        if (value instanceof Map<?, ?> map && changeable(value)) {
            kept.add(name);
            losses.add(map.isEmpty() && !NOT_LOST.contains(name) ? map::clear : () -> {});
        } else if (value instanceof Collection<?> collection && changeable(value)) {
            kept.add(name);
            losses.add(collection.isEmpty() ? collection::clear : () -> {});
        } else if (!Modifier.isFinal(field.getModifiers())
                || value != null && value.getClass().getName().startsWith("java.util.concurrent")) {
            kept.add(name);
        } else if (value != null && isOurs(value.getClass())) {
            look(value);
        }
    }

    private static boolean changeable(Object container) {
        return !container.getClass().getName().startsWith("java.util.ImmutableCollections")
                && !container.getClass().getName().startsWith("java.util.Collections$");
    }

    private static Object read(Object bean, Field field) {
        try {
            return field.get(bean);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields that can change, as {@code Class.field}. */
    TreeSet<String> kept() {
        return kept;
    }

    /** Empties every container that was empty at the start. */
    void lose() {
        losses.forEach(Runnable::run);
    }
}
