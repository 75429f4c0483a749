-- The customer that the deal's party was linked to by an earlier deal.
select customer_id
  from customer_link
 where connection_id = :#${variable.connection.id}
   and party = :#${variable.deal.intent.customerKey}
