package org.wonbooks;

import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.wonbooks.database.disk.BackupCommand;
import org.wonbooks.routes.CheckCommand;

/** Starts Wonbooks, or with {@code --check} the check of its routes, with {@code --backup} a copy of its database. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Wonbooks {

    public static void main(String[] args) {
        List<String> given = List.of(args);
        if (given.contains(CheckCommand.OPTION)) {
            System.exit(CheckCommand.run(args));
        } else if (given.contains(BackupCommand.OPTION)) {
            System.exit(BackupCommand.run(args));
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
