-- The deal's customer, or the one that its party was linked to by an earlier deal.
select coalesce(d.customer_id, l.customer_id) as customer_id
  from deal d
  left join customer_link l on l.connection_id = d.connection_id and l.party = :#${variable.deal.intent.party}
 where d.id = :#${variable.deal.id}
   and coalesce(d.customer_id, l.customer_id) is not null
