// A new customer, as QuickBooks takes it. `invoice` is what was frozen for the deal; empty entries are left out.
def invoice = variables.deal.intent()

[
    DisplayName     : variables.customerName,
    GivenName       : invoice.givenName(),
    FamilyName      : invoice.familyName(),
    CompanyName     : invoice.companyName(),
    PrimaryEmailAddr: invoice.email() ? [Address: invoice.email()] : null,
    PrimaryPhone    : invoice.phone() ? [FreeFormNumber: invoice.phone()] : null,
    Notes           : 'Kommo ' + invoice.party(),
].findAll { it.value }
