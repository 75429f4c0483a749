-- Where QuickBooks said that it emailed the invoice; so far that was where it was asked to.
alter table deal add column emailed_to varchar(200);
