package org.wonbooks;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.wonbooks.peer.AllowedHeaders;

/** Starts Wonbooks, or one of its commands. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Wonbooks {

    public static void main(String[] args) {
        SpringApplication.run(Wonbooks.class, args);
    }

    /** The clock of everything but leases, which go by the database's. */
    @Bean
    @Primary
    Clock clock() {
        return Clock.systemUTC();
    }

    /** What may leave to an API, and come back from it. */
    @Bean
    AllowedHeaders apiHeaders() {
        return new AllowedHeaders("authorization", "accept", "user-agent", "intuit_tid");
    }
}
