package org.wonbooks.demo;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.Wonbooks;
import org.wonbooks.sandbox.SandboxAlone;

/**
 * Where the jar starts: with {@code --sandbox} the simulated systems alone, with {@code --demo} the demo, or Wonbooks;
 * with {@code --help} nothing.
 */
final class Start {

    private Start() {}

    public static void main(String[] args) {
        Help.run(args).ifPresent(System::exit);
        List<String> given = List.of(args);
        if (given.contains("--sandbox")) {
            SandboxAlone.run(args);
        } else if (given.contains("--demo")) {
            System.exit(demo(args));
        } else {
            Wonbooks.main(args);
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
}
