package org.wonbooks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.wonbooks.connection.FuzzedSettings;
import org.wonbooks.console.FuzzedCsv;
import org.wonbooks.fault.Fault;
import org.wonbooks.intake.delivery.FuzzedDelivery;
import org.wonbooks.intake.door.FuzzedSignature;
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.Email;
import org.wonbooks.invoicing.money.Amount;
import org.wonbooks.kommo.FuzzedKommoFaults;
import org.wonbooks.oauth.token.FuzzedTokens;
import org.wonbooks.peer.FuzzedCall;
import org.wonbooks.quickbooks.FuzzedQuickBooksFaults;
import org.wonbooks.routes.check.FuzzedRoutes;
import org.wonbooks.sandbox.quickbooks.FuzzedQuery;

/** What reads other people's bytes: each fails for an input with which something untrue would come of it. */
enum Target {
    FORM(FuzzedDelivery::form),
    DELIVERY(FuzzedDelivery::delivery),
    SIGNATURE(FuzzedSignature::signature),
    QUERY(bytes -> FuzzedQuery.literal(text(bytes))),
    CALL(bytes -> FuzzedCall.call(text(bytes))),
    NAME(bytes -> name(text(bytes))),
    EMAIL(bytes -> email(text(bytes))),
    AMOUNT(bytes -> amount(text(bytes))),
    TOKENS(bytes -> FuzzedTokens.tokens(text(bytes))),
    QUICKBOOKS_FAULTS(bytes -> FuzzedQuickBooksFaults.answer(status(bytes), afterStatus(bytes))),
    KOMMO_FAULTS(bytes -> FuzzedKommoFaults.answer(status(bytes), afterStatus(bytes))),
    CSV(bytes -> FuzzedCsv.cells(text(bytes))),
    SETTINGS(bytes -> FuzzedSettings.merge(text(bytes))),
    ROUTES(FuzzedRoutes::file);

    private final Consumer<byte[]> check;

    Target(Consumer<byte[]> check) {
        this.check = check;
    }

    void check(byte[] input) {
        check.accept(input);
    }

    /** UTF-8; after a first byte 0, characters of two bytes each, so that halves of characters come too. */
    private static String text(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == 0
                ? ByteBuffer.wrap(bytes, 1, bytes.length - 1).asCharBuffer().toString()
                : new String(bytes, UTF_8);
    }

    private static int status(byte[] bytes) {
        return bytes.length == 0 ? 200 : 200 + Byte.toUnsignedInt(bytes[0]) * 2;
    }

    private static String afterStatus(byte[] bytes) {
        return bytes.length == 0 ? "" : text(Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    private static void name(String typed) {
        String name = BookName.of(typed);
        assertThat(name.length()).isLessThanOrEqualTo(100);
        assertThat(name).isEqualTo(name.strip()).isEqualTo(BookName.of(name)).doesNotContain(":");
        assertSendable(name);
        String suffixed = BookName.suffixed(name, "9223372036854775807");
        assertThat(suffixed.length()).isLessThanOrEqualTo(100);
        assertSendable(suffixed);
    }

    private static void email(String typed) {
        Email.Read read = Email.read(List.of(typed.split("\n", -1)));
        read.unread().forEach(Target::assertSendable);
        for (String email : read.usable()) {
            assertThat(email.length()).isLessThanOrEqualTo(100);
            assertThat(email).contains("@").doesNotContain(" ", ",", ";");
            assertSendable(email);
        }
    }

    /** No control character, no half of a character: else the peer would get something else than we keep. */
    private static void assertSendable(String text) {
        assertThat(text.chars().noneMatch(Character::isISOControl))
                .as("control characters")
                .isTrue();
        assertThat(UTF_8.newEncoder().canEncode(text)).as("whole characters").isTrue();
    }

    private static void amount(String digits) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(digits);
        } catch (NumberFormatException noNumber) {
            return;
        }
        try {
            BigDecimal billed = Amount.billed(amount, 2);
            assertThat(billed.scale()).isEqualTo(2);
            assertThat(billed).isPositive().isLessThan(new BigDecimal("100000000000"));
            assertThat(billed.subtract(amount).abs()).isLessThanOrEqualTo(new BigDecimal("0.005"));
        } catch (Fault told) {
            assertThat(told.getMessage()).isNotBlank().hasSizeLessThan(2000);
        }
    }
}
