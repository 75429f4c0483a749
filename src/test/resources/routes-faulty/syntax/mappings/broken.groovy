[
    DocNumber: deal.number,
    Line: [
]
