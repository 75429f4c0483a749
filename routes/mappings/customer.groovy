// A new customer, as QuickBooks takes it. `deal` is what was frozen for its invoice (docs/mapping.md); empty entries are left out.
def deal = variables.deal.intent()
def address = deal.address()

[
    DisplayName     : variables.customerName,
    GivenName       : deal.givenName(),
    FamilyName      : deal.familyName(),
    CompanyName     : deal.companyName(),
    PrimaryEmailAddr: deal.ownEmail() ? [Address: deal.ownEmail()] : null,
    PrimaryPhone    : deal.phone() ? [FreeFormNumber: deal.phone()] : null,
    BillAddr        : address ? [
        Line1                 : address.line1(),
        Line2                 : address.line2(),
        City                  : address.city(),
        CountrySubDivisionCode: address.state(),
        PostalCode            : address.postalCode(),
        Country               : address.country(),
    ].findAll { it.value } : null,
    CurrencyRef     : deal.currency() ? [value: deal.currency()] : null,
    SalesTermRef    : deal.termId() ? [value: deal.termId()] : null,
    Notes           : 'Kommo ' + deal.party(),
].findAll { it.value }
