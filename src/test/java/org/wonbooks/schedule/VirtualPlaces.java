package org.wonbooks.schedule;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** The places of the limits, by the schedule's time: who would have to wait for a place finds that time has passed. */
final class VirtualPlaces implements InvocationHandler {

    /** Whoever would wait longer is told so, and does not wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Object real;
    private final Gate gate;

    private VirtualPlaces(Object real, Gate gate) {
        this.real = real;
        this.gate = gate;
    }

    /** Puts itself in the place of the limits' own. */
    static VirtualPlaces in(Object limits, VirtualTime time, Gate gate) {
        Object real = ReflectionTestUtils.getField(limits, "places");
        if (real.getClass().getSimpleName().equals("PlacesInMemory")) {
            InstantSource source = time::now;
            real = make(real.getClass(), source, (JdbcClient) ReflectionTestUtils.getField(real, "jdbc"));
        }
        VirtualPlaces places = new VirtualPlaces(real, gate);
        Class<?> type = real.getClass().getInterfaces()[0];
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, places);
        ReflectionTestUtils.setField(limits, "places", proxy);
        return places;
    }

    private static Object make(Class<?> type, InstantSource time, JdbcClient jdbc) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(InstantSource.class, JdbcClient.class);
            constructor.setAccessible(true);
            return constructor.newInstance(time, jdbc);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Object real() {
        return real;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        Object answer = call(method, arguments);
        if (method.getName().equals("take")) {
            List<?> held = ReflectionTestUtils.invokeMethod(answer, "held");
            Duration wait = ReflectionTestUtils.invokeMethod(answer, "waitFor");
            if (held.isEmpty() && wait.compareTo(PATIENCE) <= 0) {
                gate.waits(wait);
                return call(method, arguments);
            }
        }
        return answer;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
