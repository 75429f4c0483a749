// A new item, as QuickBooks takes it, for a product that has none. `item` is documented in docs/mapping.md.
def item = variables.item
[
    Name            : item.name(),
    Sku             : item.sku(),
    Type            : 'Service',
    Taxable         : item.taxable(),
    IncomeAccountRef: [value: item.incomeAccount()],
].findAll { it.value != null }
