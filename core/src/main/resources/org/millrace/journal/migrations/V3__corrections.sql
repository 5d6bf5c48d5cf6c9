-- Corrected contents of messages: each a version of its own, linked to the message, which never changes.

create table correction (
  id          bigint generated always as identity primary key,
  message     uuid not null,
  version     smallint not null, -- 1 is what came
  based_on    smallint not null,
  state       text not null,
  changes     text not null, -- JSON: pointer, from, to
  payload     bytea not null,
  four_eyes   boolean not null,
  emergency   boolean not null,
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  reason      text not null,
  decided_by  text,
  decided_at  timestamptz,
  decision    text, -- the reason given with the decision
  constraint known_correction_state check (state in ('PROPOSED','APPROVED','REJECTED','WITHDRAWN')),
  constraint follows_what_it_changes check (version = based_on + 1 and based_on >= 1),
  constraint decided_by_somebody check ((state = 'PROPOSED') = (decided_at is null)
    and (decided_at is null) = (decided_by is null)),
  -- Names without their kind: one key may act as a system and, signed in to the console, as a person.
  constraint two_people check (state <> 'APPROVED' or not four_eyes or emergency
    or split_part(decided_by, ':', 2) <> split_part(proposed_by, ':', 2))
);

create unique index one_correction_a_version on correction (message, version)
  where state in ('PROPOSED','APPROVED');
create index correction_of_message on correction (message, id);
create index correction_proposed on correction (id) where state = 'PROPOSED';

-- Which version of the content an attempt sent; nothing means what came.
alter table attempt add column content_version smallint;
