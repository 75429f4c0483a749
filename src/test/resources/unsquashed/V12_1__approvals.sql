-- An approval is kept in the words of the hold that it lets pass: another amount, or another reason, is another question.
alter table deal add column approvals text;
alter table deal drop column approved;

-- Whose a customer is, before another contact's or company's deal is billed to it.
create index customer_link_of_customer on customer_link (connection_id, customer_id);
