package org.wonbooks.quickbooks.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.testing.ProductJson;

class CompanyListTest {

    private static final ListEntry CATEGORY = item("7", "Services", "true", "Category");

    @Test
    void isFoundByNameOrNumberBesideACategoryOfItsName() {
        ListEntry service = item("19", "services", "true", "Service");
        assertThat(CompanyList.ITEM.find(List.of(CATEGORY, service), "Services"))
                .isEqualTo(service);
        assertThat(CompanyList.ITEM.find(List.of(CATEGORY, service), "19")).isEqualTo(service);
    }

    @ParameterizedTest
    @CsvSource({
        "Services,           true,  Service,  Hosting,  '',                          Make the item",
        "Services (deleted), false, Service,  Services, ': it was made inactive',    Make it active again",
        "Services,           true,  Category, Services, ': it is a category or bundle, which is not sold by itself', Make the item",
        "Services,           true,  Group,    7,        ': it is a category or bundle, which is not sold by itself', Make the item"
    })
    void saysWhyThereIsNone(String name, String active, String type, String wanted, String why, String fix) {
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> CompanyList.ITEM.find(List.of(item("7", name, active, type)), wanted))
                .withMessage("QuickBooks has no active item \"" + wanted + "\"" + why)
                .satisfies(fault -> assertThat(fault.fix()).startsWith(fix + " in QuickBooks ("));
    }

    private static ListEntry item(String id, String name, String active, String type) {
        return ProductJson.read(
                "{\"Id\": \"%s\", \"Name\": \"%s\", \"Active\": %s, \"Type\": \"%s\"}"
                        .formatted(id, name, active, type),
                ListEntry.class);
    }
}
