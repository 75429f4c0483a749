package org.wonbooks.testing;

import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.wonbooks.database.DatabaseTime;

/** The application's clock, and its database's: the world's, unless a test says otherwise. */
public class TestTime extends UtcClock implements BeanPostProcessor {

    private volatile Instant standing;
    private volatile Duration late = Duration.ZERO;

    /** The clock stands still from now on; the database's goes on. */
    public void stand(Instant now) {
        standing = now;
    }

    /** Both go on, by so much later. */
    public void pass(Duration time) {
        late = late.plus(time);
    }

    /** Both are the world's again. */
    public void reset() {
        standing = null;
        late = Duration.ZERO;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DatabaseTime real) {
            return new DatabaseTime(null, null) {
                @Override
                public Instant now() {
                    return real.now().plus(late);
                }
            };
        }
        return name.equals("clock") ? this : bean;
    }

    @Override
    public Instant instant() {
        Instant still = standing;
        return still == null ? Instant.now().plus(late) : still;
    }
}
