package org.wonbooks;

import java.io.File;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.demo.Demo;
import org.wonbooks.routes.CheckCommand;
import org.wonbooks.sandbox.SandboxAlone;

/** Starts Wonbooks, or one of its commands: {@code --demo}, {@code --sandbox}, {@code --check}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Wonbooks {

    public static void main(String[] args) {
        List<String> given = List.of(args);
        if (given.contains(CheckCommand.OPTION)) {
            System.exit(CheckCommand.run(args));
        } else if (given.contains("--sandbox")) {
            SandboxAlone.run(args);
        } else if (given.contains("--demo")) {
            System.exit(demo(args));
        } else {
            SpringApplication.run(Wonbooks.class, args);
        }
    }

    /** What is given on the command line stands; the rest is the demo's own. */
    private static int demo(String[] args) {
        List<String> all = new ArrayList<>(List.of(args));
        Demo.properties().forEach((name, value) -> {
            if (all.stream().noneMatch(arg -> arg.startsWith("--" + name + "="))) {
                all.add("--" + name + "=" + value);
            }
        });
        try (ConfigurableApplicationContext context =
                SpringApplication.run(Wonbooks.class, all.toArray(String[]::new))) {
            return context.getBean(Demo.class).play(System.out);
        } finally {
            FileSystemUtils.deleteRecursively(new File(Demo.DATA));
        }
    }

    /** The clock of everything but leases, which go by the database's. */
    @Bean
    @Primary
    Clock clock() {
        return Clock.systemUTC();
    }
}
