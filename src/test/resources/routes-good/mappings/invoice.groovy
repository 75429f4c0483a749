[DocNumber: body.number, Line: body.lines.collect { [Amount: it.amount] }]
