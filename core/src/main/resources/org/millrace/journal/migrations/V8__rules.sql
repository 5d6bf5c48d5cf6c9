-- Confirmations that come later as business events, escalations of cases, results of compensated steps.

-- What is to be told of a delivery that its target has taken: CONFIRMATION or REJECTION, by the type
-- and subject of the event. Its patience is in the row of the confirmation.
alter table awaited drop constraint known_kind;
alter table awaited add constraint known_kind check
  (kind in ('SEQUENCE','OBJECT','EVENT','CONFIRMATION','REJECTION'));
alter table awaited
  add column compensates boolean not null default false, -- REJECTION: what other steps did is taken back
  add constraint answers_are_about_something check
    (kind not in ('CONFIRMATION','REJECTION') or about is not null);
create index awaited_answer on awaited (subject, about) where kind in ('CONFIRMATION','REJECTION');

alter table business_event add column answered int; -- deliveries that it confirmed or rejected, once looked at
update business_event set answered = 0;
create index business_event_unanswered on business_event (id) where answered is null;
create index business_event_about on business_event (type, about, id) where about is not null;

alter table failure_case
  add column resendable boolean not null default true, -- whether its members can be let go again
  add column snoozed_at timestamptz,
  add column paused interval not null default '0', -- put aside in the past, since it was opened
  add column escalated smallint not null default 0, -- steps of its escalation that are over
  add column escalated_to text,
  add column escalated_at timestamptz;
update failure_case set snoozed_at = changed_at where snoozed_until is not null;
alter table failure_case
  add constraint snoozed_since check ((snoozed_until is null) = (snoozed_at is null)),
  add constraint escalated_to_somebody check ((escalated_to is null) = (escalated_at is null));

alter table webhook drop constraint known_event;
alter table webhook add constraint known_event check
  (event in ('NEEDS_ATTENTION','DELIVERED','COMPLETED','ESCALATED'));

-- What the target answered, as JSON; kept only where something may have to take the effect back.
alter table attempt add column result text;
