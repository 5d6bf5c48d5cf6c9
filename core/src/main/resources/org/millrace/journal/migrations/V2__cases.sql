-- Cases as people work on them: a state, an owner, a history; and releases that go in parts, however
-- many members a case has.

alter table failure_case
  add column pattern text not null default '', -- the error's text without its values
  add column collecting boolean not null default false, -- takes what is beyond the limit of open cases
  add column state text not null default 'NEW',
  add column version int not null default 0, -- changes with every change of a person or rule, not with members
  add column assignee text,
  add column snoozed_until timestamptz,
  add column snoozed_members int,
  add column ticket text,
  add column tags text[] not null default '{}',
  add column reopened int not null default 0,
  add column reopened_at timestamptz,
  add column acknowledged_at timestamptz,
  add column solution text; -- the reason given when it was solved

update failure_case set state = 'CLOSED' where closed_at is not null;

alter table failure_case
  add constraint known_case_state check (state in
    ('NEW','ACKNOWLEDGED','INVESTIGATING','WAITING','REPLAYING','VERIFIED','CLOSED')),
  add constraint closed_has_its_time check ((state = 'CLOSED') = (closed_at is not null)),
  add constraint snoozed_at_a_size check ((snoozed_until is null) = (snoozed_members is null));

create index case_group_open on failure_case (flow, step, system, code) where closed_at is null;
create index case_closed on failure_case (code, closed_at) where closed_at is not null;
create index case_closed_pattern on failure_case (pattern, closed_at) where closed_at is not null;
create index case_closed_fingerprint on failure_case (fingerprint, closed_at) where closed_at is not null;

create table case_event (
  case_number bigint not null,
  id          bigint generated always as identity,
  at          timestamptz not null default now(),
  kind        text not null,
  from_state  text,
  to_state    text,
  value       text, -- what it was set to: an assignee, a time, a ticket, tags, a count
  actor       text not null,
  reason      text,
  primary key (case_number, id)
);

-- One letting-go of members. It goes in parts, each in one transaction that moves the cursor, so that
-- it goes on where it stood after a crash; then it waits until every one had its effect or failed again.
create table case_release (
  id          bigint generated always as identity primary key,
  case_number bigint not null,
  ordered_at  timestamptz not null default now(), -- who joins the case later is not let go
  actor       text not null,
  reason      text not null,
  state       text not null,
  members     int not null,
  released    int not null default 0,
  reached     int,
  failed      int,
  after_message uuid not null default '00000000-0000-0000-0000-000000000000',
  after_step  smallint not null default 0,
  ended_at    timestamptz,
  constraint known_release_state check (state in ('RUNNING','AWAITING','DONE')),
  constraint done_has_its_counts check
    ((state = 'DONE') = (ended_at is not null and reached is not null and failed is not null))
);

create unique index one_release_runs_a_case on case_release (case_number) where state = 'RUNNING';
create index release_active on case_release (id) where state <> 'DONE';
create index release_of_case on case_release (case_number, id);

-- Which release let it go last.
alter table delivery add column release bigint;
create index delivery_of_release on delivery (release, state) where release is not null;

-- In the order in which a case's members are let go and shown.
drop index delivery_of_case;
create index delivery_of_case on delivery (case_number, message, step) where case_number is not null;
