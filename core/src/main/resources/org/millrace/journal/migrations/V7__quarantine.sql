-- Documents that came over a channel and could not be taken by a flow, as they came. Nothing is
-- deleted by hand: what was released or discarded stays with who decided it and why.

create table quarantine (
  number            bigint generated always as identity primary key,
  identity          uuid not null,  -- hash of channel, identifying headers and body
  channel           text not null,
  sender            text not null,
  headers           text not null,  -- the allowed ones, as JSON
  body              bytea not null,
  size              int not null,
  correlation_id    text not null,
  traceparent       text,
  received_at       timestamptz not null default now(),
  last_at           timestamptz not null default now(),
  times             int not null default 1,
  alike             uuid not null,  -- hash of channel, code and title
  code              text not null,
  title             text not null,  -- the reason without what differs from document to document
  detail            text not null,
  operation         text,
  landscape_version int not null,   -- under which it was looked at last
  would_be_taken    boolean not null default false,
  state             text not null default 'WAITING',
  message           uuid,
  ended_at          timestamptz,
  ended_by          text,
  ended_reason      text,
  constraint known_state check (state in ('WAITING','RELEASED','DISCARDED')),
  constraint only_what_ended_has_an_end check ((state = 'WAITING') = (ended_at is null)),
  constraint an_end_has_actor_and_reason check (state = 'WAITING' or (ended_by is not null and ended_reason is not null)),
  constraint released_as_a_message check ((state = 'RELEASED') = (message is not null)),
  constraint only_waiting_ones_would_be_taken check (state = 'WAITING' or not would_be_taken)
);

-- A sender's repetition is counted at the first, whatever was decided about it.
create unique index one_entry_a_document on quarantine (identity);
create index quarantine_waiting on quarantine (channel, number) include (size) where state = 'WAITING';
create index quarantine_alike on quarantine (alike, number) where state = 'WAITING';
create index quarantine_unchecked on quarantine (landscape_version, number) where state = 'WAITING';
