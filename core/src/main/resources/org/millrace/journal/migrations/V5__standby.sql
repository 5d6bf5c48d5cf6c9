-- Steps that are planned only when they are needed: another target, or taking an effect back.

alter table delivery add column compensates smallint; -- the step whose effect it takes back

alter table delivery drop constraint known_state;
alter table delivery add constraint known_state check (state in ('BLOCKED','READY','IN_FLIGHT',
  'RETRY_AT','HELD','IN_DOUBT','NEEDS_PERSON','DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND',
  'CANCELLED','REROUTED','SKIPPED'));
alter table delivery drop constraint confirmed_is_confirmed;
alter table delivery add constraint confirmed_is_confirmed check
  (state <> 'CONFIRMED' or business in ('CONFIRMED','COMPENSATED'));
alter table delivery drop constraint blocked_by_an_earlier_step_or_number;
alter table delivery add constraint blocked_by_another_step_or_number check
  (state <> 'BLOCKED' or (after_step > 0 and after_step <> step) or sequence is not null);

drop index delivery_open;
create index delivery_open on delivery (system, message, step) where state not in
  ('DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','REROUTED','SKIPPED');
drop index delivery_lane;
create index delivery_lane on delivery (lane, message, step) where state not in
  ('DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','REROUTED','SKIPPED');
