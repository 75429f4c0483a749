// A new customer, as QuickBooks takes it. `intent` is what was frozen for its invoice (docs/mapping.md); empty entries are left out.
def intent = variables.deal.intent()
def address = intent.address()

[
    DisplayName     : variables.customerName,
    GivenName       : intent.givenName(),
    FamilyName      : intent.familyName(),
    CompanyName     : intent.companyName(),
    PrimaryEmailAddr: intent.ownEmail() ? [Address: intent.ownEmail()] : null,
    PrimaryPhone    : intent.phone() ? [FreeFormNumber: intent.phone()] : null,
    BillAddr        : address ? [
        Line1                 : address.line1(),
        Line2                 : address.line2(),
        City                  : address.city(),
        CountrySubDivisionCode: address.state(),
        PostalCode            : address.postalCode(),
        Country               : address.country(),
    ].findAll { it.value } : null,
    CurrencyRef     : intent.currency() ? [value: intent.currency()] : null,
    SalesTermRef    : intent.termId() ? [value: intent.termId()] : null,
    Notes           : 'Kommo ' + intent.party(),
].findAll { it.value }
