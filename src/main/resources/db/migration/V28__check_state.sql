-- What a row of a check says beyond right or wrong; null: it was kept before, and says no more than that.
alter table check_row add column state varchar(10);
