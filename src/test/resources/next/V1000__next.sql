-- The next change of the tables, as far as the tests of the first ones know.
alter table deal add column next int;
