package org.wonbooks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.wonbooks.sandbox.contract.SimulatedSystem;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.Store;

/**
 * The sandbox without a network: whoever calls it does its work. It goes by a clock of the test's, writes nothing to
 * disk, and can be set back to what it was: the same calls are answered alike then, whatever has been before.
 */
public final class SandboxInside implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Store store;
    private final SandboxFilter filter;
    private final Map<String, SimulatedSystem> systems;
    private final DispatcherServlet servlet;
    private final MVStore books = new MVStore.Builder().autoCommitDisabled().open();
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Map<String, String>> kept = new TreeMap<>();

    /** @param time the peers', but that each call takes them a millisecond */
    public SandboxInside(Path data, InstantSource time, String... arguments) {
        context = SandboxAlone.run(
                Stream.concat(Stream.of("--server.port=0", "--wonbooks.sandbox.data=" + data), Stream.of(arguments))
                        .toArray(String[]::new));
        store = context.getBean(Store.class);
        filter = context.getBean(SandboxFilter.class);
        systems = context.getBeansOfType(SimulatedSystem.class).values().stream()
                .collect(Collectors.toMap(SimulatedSystem::name, system -> system));
        servlet = context.getBean(DispatcherServlet.class);
        InstantSource real = () -> time.instant().plusMillis(calls.get());
        ReflectionTestUtils.setField(context.getBean(SandboxClock.class), "real", real);
        keep();
        MVStore file = books();
        ReflectionTestUtils.setField(store, "file", books);
        file.close();
        setBack();
        try {
            servlet.init(new MockServletConfig(((WebApplicationContext) context).getServletContext()));
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param target path and query */
    public MockHttpServletResponse call(String method, String target, Map<String, String> headers, byte[] body) {
        calls.incrementAndGet();
        // In a query a plus is a space, which a request for tests does not know.
        String[] parts = target.split("\\?", 2);
        String encoded = parts.length == 1 ? target : parts[0] + "?" + parts[1].replace("+", "%20");
        MockHttpServletRequestBuilder call = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(method), URI.create("http://localhost" + encoded))
                .content(body);
        headers.forEach(call::header);
        MockHttpServletRequest request = call.buildRequest(servlet.getServletContext());
        MockHttpServletResponse response = new MockHttpServletResponse();
        response.setDefaultCharacterEncoding(StandardCharsets.UTF_8.name());
        try {
            filter.doFilter(request, response, servlet::service);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response;
    }

    /** What {@code /sandbox/state} says of one of the two systems. */
    public JsonNode state(String system) {
        store.begin();
        try {
            return systems.get(system).state();
        } finally {
            store.end(true);
        }
    }

    /** What is in the books now, without what was granted to clients, is what {@link #setBack} goes back to. */
    public void keep() {
        store.turn(() -> {
            kept.clear();
            books().getMapNames().stream()
                    .filter(name -> !name.startsWith("grants."))
                    .forEach(name -> kept.put(name, new HashMap<>(map(name))));
        });
    }

    /** What was kept elsewhere, by the names of its maps, is what is in the books now. */
    public void setTo(Map<String, Map<String, String>> books) {
        kept.clear();
        kept.putAll(books);
        setBack();
    }

    /** Everything is as it was kept; there are neither faults nor grants nor webhooks on their way. */
    public void setBack() {
        context.getBean(Faults.class).clear();
        context.getBean(Calls.class).clear();
        calls.set(0);
        store.turn(() -> {
            context.getBean(HookSender.class).clear();
            List.copyOf(books().getMapNames()).forEach(name -> map(name).clear());
            kept.forEach((name, entries) -> map(name).putAll(entries));
        });
    }

    private MVStore books() {
        return (MVStore) ReflectionTestUtils.getField(store, "file");
    }

    private MVMap<String, String> map(String name) {
        return books().openMap(name);
    }

    @Override
    public void close() {
        context.close();
    }
}
