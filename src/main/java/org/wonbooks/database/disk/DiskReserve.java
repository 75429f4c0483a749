package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.wonbooks.configuration.DiskSettings;

/**
 * Room on H2's disk that is left to what was taken already: once there is no more than that, nothing new is taken. A
 * disk that is quite full would end the database. Looked at once a second, beside whoever asks.
 */
@Component
public class DiskReserve implements HealthIndicator, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    private final Path file;
    private final DataSize reserve;
    private final ScheduledThreadPoolExecutor looks;
    private volatile boolean reached;

    @Autowired
    DiskReserve(DataSourceProperties database, DiskSettings settings) {
        this(H2File.of(database.determineUrl()), settings.reserve());
        if (file != null) {
            looks.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
    }

    /**
     * One that does not look by itself.
     *
     * @param file of H2; null: the database is elsewhere
     */
    public DiskReserve(Path file, DataSize reserve) {
        this.file = file;
        this.reserve = reserve;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("disk-");
        threads.setDaemon(true);
        looks = new ScheduledThreadPoolExecutor(1, threads);
    }

    /** Is there no room but the reserve? Known without a look. */
    public boolean isReached() {
        return reached;
    }

    void look() {
        try {
            Path folder = file.getParent();
            if (Files.exists(folder)) {
                long free = Files.getFileStore(folder).getUsableSpace();
                // A little more, once it was reached: a log that grows would have it come and go.
                tell(free < reserve.toBytes() * (reached ? 5 : 4) / 4, free);
            }
        } catch (IOException | RuntimeException e) {
            // Whoever writes there will say more.
            LOG.debug("How much room there is for {} can't be seen", file, e);
        }
    }

    private void tell(boolean now, long free) {
        if (now && !reached) {
            LOG.error(
                    "The disk of {} has {} MB left, less than wonbooks.disk.reserve ({} MB): webhooks are answered 503, so"
                            + " that their senders send them again, and readiness is down, until there is more.",
                    file,
                    DataSize.ofBytes(free).toMegabytes(),
                    reserve.toMegabytes());
        } else if (!now && reached) {
            LOG.info("The disk of {} has room again: webhooks are taken", file);
        }
        reached = now;
    }

    @Override
    public Health health() {
        return reached ? Health.down().build() : Health.up().build();
    }

    @Override
    public void destroy() {
        looks.shutdown();
    }
}
