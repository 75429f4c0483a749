package org.wonbooks.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilationFailedException;
import org.springframework.stereotype.Component;
import org.wonbooks.check.MappingNames.Name;
import org.wonbooks.check.result.CheckedAccounts;
import org.wonbooks.check.result.CheckedAccounts.Account;
import org.wonbooks.routes.RouteTrial;
import org.wonbooks.routes.file.RouteFault;

/**
 * Holds what mappings name of a Kommo account against what the latest check of each connection saw there. Where nothing
 * is known, nothing is said.
 */
@Component
class AccountFit implements RouteTrial {

    private static final String BY_THE_CHECK =
            ", by the latest check: make it in Kommo and check again, or name another";

    private final CheckedAccounts checked;

    AccountFit(CheckedAccounts checked) {
        this.checked = checked;
    }

    @Override
    public List<RouteFault> faults(Path folder) {
        List<Account> accounts = checked.all();
        List<RouteFault> faults = new ArrayList<>();
        for (Path mapping : mappings(folder)) {
            for (Name name : names(mapping)) {
                faults(accounts, name).forEach(words -> faults.add(new RouteFault(mapping, name.line(), words)));
            }
        }
        return faults;
    }

    private static List<String> faults(List<Account> accounts, Name name) {
        return switch (name.kind()) {
            case WRITTEN_FIELD ->
                each(
                        accounts,
                        account -> lacks(account.fields(), name.name())
                                ? "Kommo's deals have no field " + name.name()
                                : null);
            case PIPELINE ->
                each(
                        accounts,
                        account ->
                                lacks(account.stages(), name.name()) ? "Kommo has no pipeline " + name.name() : null);
            case STAGE ->
                each(
                        accounts,
                        account ->
                                lacksStage(account.stages(), name.name()) ? "Kommo has no stage " + name.name() : null);
            case READ_FIELD -> read(accounts, name.name());
        };
    }

    /** What only some accounts have may well be read: of the others nothing is sent there. */
    private static List<String> read(List<Account> accounts, String field) {
        List<Account> known =
                accounts.stream().filter(account -> account.fields() != null).toList();
        return known.isEmpty() || known.stream().anyMatch(account -> !lacks(account.fields(), field))
                ? List.of()
                : List.of("No connection's deals in Kommo have a field " + field + BY_THE_CHECK);
    }

    private static List<String> each(List<Account> accounts, Function<Account, String> lack) {
        return accounts.stream()
                .flatMap(account -> Optional.ofNullable(lack.apply(account))
                        .map(words -> "connection " + account.connectionId() + " (" + account.name() + "): " + words
                                + BY_THE_CHECK)
                        .stream())
                .toList();
    }

    private static boolean lacks(Set<String> known, String name) {
        return known != null && !known.contains(name);
    }

    private static boolean lacksStage(Set<String> known, String stage) {
        return known != null && known.stream().noneMatch(each -> each.endsWith("/" + stage));
    }

    /** What can't be understood, the check says. */
    private static List<Name> names(Path mapping) {
        try {
            return MappingNames.of(Files.readString(mapping));
        } catch (IOException | CompilationFailedException unreadable) {
            return List.of();
        }
    }

    private static List<Path> mappings(Path folder) {
        Path mappings = folder.resolve("mappings");
        if (!Files.isDirectory(mappings)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mappings)) {
            return files.filter(file -> file.toString().endsWith(".groovy"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
