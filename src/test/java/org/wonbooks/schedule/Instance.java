package org.wonbooks.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.Wonbooks;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.TwoPools;
import org.wonbooks.oauth.access.AccessTokens;
import org.wonbooks.peer.RateLimits;
import org.wonbooks.work.run.Turns;
import org.wonbooks.work.run.WorkClaims;
import org.wonbooks.work.run.Worker;

/** One Wonbooks: the whole application, which does only what the schedule has it do. */
final class Instance implements AutoCloseable {

    private static final int HANDS = 3;

    private final Gate gate;
    private final ExecChainHandler peers;
    private final ConfigurableApplicationContext context;
    private final CamelContext camel;
    private final Worker worker;
    private final Memory memory;
    private final List<Task> tasks = new ArrayList<>();
    private Duration skew = Duration.ZERO;
    private VirtualPlaces places;

    /**
     * @param waiting lets time pass for somebody who waits
     * @param peers answer its calls
     */
    Instance(String name, VirtualTime time, Consumer<Duration> waiting, ExecChainHandler peers, List<String> settings) {
        this.peers = peers;
        gate = new Gate(name, time::now, waiting);
        List<String> all = new ArrayList<>(settings);
        all.add("--camel.main.name=" + name);
        all.add("--wonbooks.work.concurrency=" + HANDS);
        all.add("--camel.main.auto-startup-exclude-pattern="
                + "work-poll,work-look,delivery-poll,work-renew,token-refresh,sweeps");
        context = new SpringApplicationBuilder(Wonbooks.class)
                .initializers(starting -> seams((GenericApplicationContext) starting, time))
                .run(all.toArray(String[]::new));
        camel = context.getBean(CamelContext.class);
        worker = context.getBean(Worker.class);
        ReflectionTestUtils.setField(worker, "hands", new CallersHands());
        // A run may stand still for as long as the schedule likes.
        ReflectionTestUtils.setField(context.getBean(Turns.class), "free", new Semaphore(Short.MAX_VALUE));
        ReflectionTestUtils.setField(context.getBean(Turns.class), "courtesy", 0L);
        ReflectionTestUtils.setField(context.getBean("reads"), "hands", new CallersHands());
        ReflectionTestUtils.setField(context.getBean("promptStorage"), "threads", new CallersHands());
        ReflectionTestUtils.setField(context.getBean("deliveries"), "hands", new HandsOfTheirOwn(this::takeApart));
        Object tokens = AopTestUtils.getUltimateTargetObject(context.getBean(AccessTokens.class));
        Map<?, ?> unstored =
                (Map<?, ?>) ReflectionTestUtils.getField(ReflectionTestUtils.getField(tokens, "unstored"), "kept");
        gate.keepsTokens(() -> !unstored.isEmpty());
        memory = new Memory(context, List.of(places.real()));
    }

    private void seams(GenericApplicationContext starting, VirtualTime time) {
        starting.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof TwoPools database) {
                    return new GatedDatabase(database, gate);
                }
                if (bean instanceof RateLimits) {
                    places = VirtualPlaces.in(bean, time, gate);
                }
                if (bean instanceof Clock) {
                    return time.clock(() -> skew);
                }
                return bean instanceof DatabaseTime ? virtual(time) : bean;
            }
        });
        starting.registerBean(ComponentCustomizer.class, () -> ComponentCustomizer.builder(HttpComponent.class)
                .withOrder(Integer.MAX_VALUE)
                .build(this::gate));
    }

    /** The gate stands where the network begins: whatever the product does with an answer is done behind it. */
    private void gate(HttpComponent http) {
        HttpClientConfigurer products = Objects.requireNonNull(http.getHttpClientConfigurer());
        http.setHttpClientConfigurer(client -> {
            client.addExecInterceptorFirst("gate", new GatedHttp(gate));
            client.replaceExecInterceptor(ChainElement.CONNECT.name(), peers);
            products.configureHttpClient(client);
        });
    }

    private static DatabaseTime virtual(VirtualTime time) {
        return new DatabaseTime(null, null) {
            @Override
            public Instant now() {
                return time.now();
            }
        };
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    BeanFactory beans() {
        return context;
    }

    Gate gate() {
        return gate;
    }

    Memory memory() {
        return memory;
    }

    /** By how much its clock is wrong; not the database's. */
    void skew(Duration skew) {
        this.skew = skew;
    }

    /** Looks for due work, and does it. */
    Task poll() {
        if (!gate.down()) {
            takeApart(() -> ReflectionTestUtils.invokeMethod(context.getBean("deliveries"), "takeWhatIsDue"));
        }
        return start("a run", worker::poll);
    }

    /** Taking deliveries apart is a task of its own: the hook that brought one is answered whatever comes of that. */
    private void takeApart(Runnable taking) {
        start("taking apart", taking);
    }

    /** Keeps what it has claimed. */
    void renew() {
        worker.renew();
    }

    /** What is done every minute, whatever comes in: tokens that could not be stored are. */
    Task clockwork() {
        return start(
                "the clockwork",
                () -> ReflectionTestUtils.invokeMethod(context.getBean(AccessTokens.class), "storeUnstored"));
    }

    /** Takes in a webhook, as its door does; the status that it answers is in the array, 0: none. */
    Task takeIn(String route, Map<String, Object> headers, byte[] body, int[] status) {
        return start("a hook", () -> {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
            try {
                camel.getRoute(route).getProcessor().process(exchange);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            gate.passLiving();
            status[0] = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        });
    }

    private Task start(String what, Runnable work) {
        Task task = Task.start(gate, what, work);
        if (!task.ended()) {
            tasks.add(task);
        }
        return task;
    }

    /** What it has begun and not ended. */
    List<Task> tasks() {
        tasks.removeIf(Task::ended);
        return tasks;
    }

    boolean working() {
        return tasks().stream().anyMatch(task -> task.toString().startsWith("a run"));
    }

    /** Starts it again after a crash; what it had in memory is gone. */
    void restart(boolean alone) {
        for (Task task : tasks()) {
            while (!task.ended()) {
                task.resume();
            }
        }
        tasks.clear();
        memory.lose();
        WorkClaims claims = context.getBean(WorkClaims.class);
        ReflectionTestUtils.setField(claims, "owner", UUID.randomUUID().toString());
        ReflectionTestUtils.setField(claims, "last", 0L);
        Semaphore free = (Semaphore) ReflectionTestUtils.getField(worker, "free");
        free.drainPermits();
        free.release(HANDS);
        gate.restart();
        if (alone) {
            claims.endAllLeases();
            ReflectionTestUtils.invokeMethod(context.getBean("predecessorLeases"), "endAllLeases");
            ReflectionTestUtils.invokeMethod(context.getBean("untaken"), "endAllLeases");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
