package org.wonbooks;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.wonbooks.routes.CheckCommand;

/** Starts Wonbooks, or with {@code --check} the check of its routes. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Wonbooks {

    public static void main(String[] args) {
        if (List.of(args).contains(CheckCommand.OPTION)) {
            System.exit(CheckCommand.run(args));
        } else {
            SpringApplication.run(Wonbooks.class, args);
        }
    }

    /** The clock of everything but leases, which go by the database's. */
    @Bean
    @Primary
    Clock clock() {
        return Clock.systemUTC();
    }
}
