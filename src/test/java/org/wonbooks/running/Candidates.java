package org.wonbooks.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.WonbooksJar;

/** Sets of routes beside a jar that runs, where it looks for them, each another than all before. */
final class Candidates {

    /** What one differs in from the routes that are shipped. */
    enum Variant {
        /** The note on the deal begins with another word. */
        WORDS {
            @Override
            void edit(Path folder, int number) throws IOException {
                replace(folder, "mappings/note-invoiced.groovy", "\"Invoice ", "\"Set " + number + ", invoice ");
            }
        },
        /** The flow has a step more, in a file of its own. */
        STEP {
            @Override
            void edit(Path folder, int number) throws IOException {
                replace(
                        folder,
                        "flows/deal-won.camel.yaml",
                        "        - to:\n            id: read-the-deal\n",
                        """
                                - to:
                                    id: greet
                                    uri: direct:deal-greet
                                - to:
                                    id: read-the-deal
                        """);
                Files.writeString(
                        folder.resolve("steps/deal/deal-greet.camel.yaml"),
                        """
                        - route:
                            id: deal-greet
                            nodePrefixId: deal-greet-
                            description: Keeps a number, %d.
                            from:
                              uri: direct:deal-greet
                              steps:
                                - setVariable:
                                    id: keep-a-number
                                    name: number
                                    expression:
                                      constant:
                                        expression: "%1$d"
                        """
                                .formatted(number));
            }
        },
        /** A rule of the policy has another name. */
        POLICY {
            @Override
            void edit(Path folder, int number) throws IOException {
                replace(folder, "policies/work.camel.yaml", "id: nothing-to-do\n", "id: nothing-" + number + "\n");
            }
        },
        /** The check refuses it. */
        FAULTY {
            @Override
            void edit(Path folder, int number) throws IOException {
                replace(folder, "flows/deal-won.camel.yaml", "ask: winEvidence", "ask: winEvidense" + number);
            }
        };

        static final List<Variant> GOOD = List.of(WORDS, STEP, POLICY);

        abstract void edit(Path folder, int number) throws IOException;

        private static void replace(Path folder, String file, String old, String now) throws IOException {
            String text = Files.readString(folder.resolve(file));
            assertThat(text).contains(old);
            Files.writeString(folder.resolve(file), text.replace(old, now));
        }
    }

    private final Path folder;
    private int number;

    Candidates(WonbooksJar jar) {
        folder = jar.folder().resolve("routes-candidates");
    }

    /** Makes one; gives its name. */
    String make(Variant variant) {
        number++;
        String name = variant.name().toLowerCase() + "-" + number;
        try {
            FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, folder.resolve(name));
            variant.edit(folder.resolve(name), number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** The digest of its files. */
    String digest(String name) throws IOException {
        return RouteFiles.read(folder.resolve(name)).digest();
    }

    static JsonNode apply(ProductCalls product, String name) {
        return product.post("/routes/apply", "{\"candidate\": \"" + name + "\"}");
    }
}
