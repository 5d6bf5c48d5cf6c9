-- An outage is one open case, however many deliveries wait: the hold names it, so that it ends with it.
alter table target_hold add column case_number bigint;
