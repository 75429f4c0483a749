package org.wonbooks.routes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wonbooks.routes.check.flow.Duties;
import org.wonbooks.routes.check.flow.RouteGraph;
import org.wonbooks.routes.check.product.BeanIndex;
import org.wonbooks.routes.check.product.JavaDirects;
import org.wonbooks.routes.check.variable.VariableWalk;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;
import org.wonbooks.testing.TestFolder;

/** What has to be true of the check of route files, whatever bytes are in one. */
public final class FuzzedRoutes {

    private FuzzedRoutes() {}

    /** It says what is wrong, of a line that the file has, and never fails itself. */
    public static void file(byte[] bytes) {
        List<RouteFault> faults = new ArrayList<>();
        long lines = 2;
        for (byte each : bytes) {
            lines += each == '\n' || each == '\r' || each < 0 ? 1 : 0;
        }
        try {
            Files.write(Ready.FILE, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RouteFile.read(Ready.FOLDER, Ready.FILE, faults).ifPresent(file -> {
            RouteCheck.checkAlone(file, Ready.SCHEMA, Ready.SYNTAX);
            checkMeaning(file, faults);
        });
        for (RouteFault fault : faults) {
            assertThat((long) fault.line()).isBetween(0L, lines);
            assertThat(fault.reason()).isNotBlank();
        }
    }

    private static void checkMeaning(RouteFile file, List<RouteFault> faults) {
        List<RouteFile> files = List.of(file);
        RouteGraph graph = new RouteGraph(files);
        VariableWalk variables = new VariableWalk(files, graph, Ready.BEANS, Ready.FOLDER, mapping -> List.of());
        new References(Ready.FOLDER, files, Ready.BEANS).check(JavaDirects.NAMES);
        graph.checkLoops();
        variables.checkMembers();
        RouteCheck.checkAll(Ready.FOLDER, files, graph, variables, Duties.mayBeCalled(), faults::add);
        faults.addAll(new Mappings(Ready.FOLDER, List.of()).check(files, Map.of(), variables.types()));
    }

    /** Made once: it takes as long as many checks. */
    private static final class Ready {
        static final Path FOLDER = TestFolder.of("fuzzed-routes");
        static final Path FILE = file();
        static final BeanIndex BEANS = new BeanIndex();
        static final CamelSchema SCHEMA = new CamelSchema();
        static final CamelSyntax SYNTAX = new CamelSyntax();

        private static Path file() {
            try {
                return Files.createDirectories(FOLDER.resolve("flows")).resolve("fuzzed" + RouteFile.SUFFIX);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
