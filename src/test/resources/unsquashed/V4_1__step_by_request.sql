-- Deals of one contact share the ids under which its customer is made.
create index step_request on step (request_id);
