import type { CaseVerb } from '../api/actions.ts';
import type { Case } from '../api/types.ts';
import { localTime } from '../words/time.ts';

const MINUTE = 60_000;

/** What a change asks for before it is made. */
export interface CaseForm {
  verb: CaseVerb;
  title: string;
  says: string;
  button: string;
  done: string;
  reason: 'required' | 'none';
  /** The field beside the reason. */
  field?: {
    name: 'to' | 'url' | 'tags' | 'until';
    label: string;
    hint: string;
    value: string;
    type: 'text' | 'url' | 'datetime-local';
  };
}

export type AskedVerb = 'wait' | 'assign' | 'snooze' | 'ticket' | 'tags' | 'note' | 'close';

export function formOf(verb: AskedVerb, one: Case, now: number): CaseForm {
  const it = `case ${one.number}`;
  switch (verb) {
    case 'wait':
      return {
        verb,
        title: `Case ${one.number} waits for others`,
        says: 'The cause is known and somebody else has to do something first. Its messages stay where they are.',
        button: 'Mark as waiting',
        done: `Case ${one.number} waits for others.`,
        reason: 'required',
      };
    case 'assign':
      return {
        verb,
        title: `Give ${it} to somebody`,
        says: 'It then stands in their list. Leave the name empty to give it to nobody.',
        button: 'Give it',
        done: `Case ${one.number} has changed hands.`,
        reason: 'none',
        field: {
          name: 'to',
          label: 'Name',
          hint: 'As they sign in',
          value: one.assignee ?? '',
          type: 'text',
        },
      };
    case 'snooze':
      return {
        verb,
        title: `Put ${it} aside`,
        says: 'It leaves the list of open cases until then. It comes back by itself, and sooner if it grows tenfold. Its messages stay where they are.',
        button: 'Put it aside',
        done: `Case ${one.number} is put aside.`,
        reason: 'required',
        field: {
          name: 'until',
          label: 'Until',
          hint: '',
          value: localTime(Math.floor(now / MINUTE) * MINUTE + 8 * 60 * MINUTE),
          type: 'datetime-local',
        },
      };
    case 'ticket':
      return {
        verb,
        title: `Link a ticket to ${it}`,
        says: 'Whoever opens the case finds the ticket. Leave the address empty to remove the link.',
        button: 'Link it',
        done: `Case ${one.number} is linked.`,
        reason: 'none',
        field: {
          name: 'url',
          label: 'Address',
          hint: 'https://…',
          value: one.ticket ?? '',
          type: 'url',
        },
      };
    case 'tags':
      return {
        verb,
        title: `Tags of ${it}`,
        says: 'Words to find it by, separated by blanks: lower-case letters, digits and hyphens.',
        button: 'Save',
        done: `Case ${one.number} is tagged.`,
        reason: 'none',
        field: {
          name: 'tags',
          label: 'Tags',
          hint: 'month-end hall-3',
          value: one.tags.join(' '),
          type: 'text',
        },
      };
    case 'note':
      return {
        verb,
        title: `Note on ${it}`,
        says: 'It stands in the history of the case, with your name.',
        button: 'Add the note',
        done: 'The note is added.',
        reason: 'required',
      };
    case 'close':
      return {
        verb,
        title: `Close ${it}`,
        says: 'Nothing waits in it any more. If the same failure comes back within a week, it opens again.',
        button: 'Close it',
        done: `Case ${one.number} is closed.`,
        reason: 'required',
      };
  }
}

/** The request's fields for what was typed. */
export function saidOf(form: CaseForm, typed: string, reason: string): Record<string, unknown> {
  const said: Record<string, unknown> = form.reason === 'required' ? { reason: reason.trim() } : {};
  const text = typed.trim();
  switch (form.field?.name) {
    case undefined:
      return said;
    case 'tags':
      return { ...said, tags: [...new Set(text.split(/[\s,]+/).filter((tag) => tag !== ''))] };
    case 'until':
      return { ...said, until: text === '' ? '' : new Date(text).toISOString() };
    case 'to':
    case 'url':
      return text === '' ? said : { ...said, [form.field.name]: text };
  }
}
