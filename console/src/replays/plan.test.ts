import { describe, expect, it } from 'vitest';
import type { ReplayPlan } from './api.ts';
import { isOwn, possible, stepWords, type Viewer, wantsAnother } from './steps.ts';
import { storyOf } from './story.ts';
import { wayOf } from './way.ts';
import { paceWords, plainly, planTitle, rangeWords, scopeWords } from './words.ts';

const plan: ReplayPlan = {
  number: 3,
  mode: 'resend',
  state: 'planned',
  why: null,
  scope: { case: 17, flow: null, system: null, key: null, since: null, until: null },
  rate: 20,
  underWay: 50,
  stopAfterFailures: 10,
  plannedBy: 'person:ada',
  plannedAt: '2026-11-21T08:00:00.000Z',
  reason: 'the period was reopened',
  fourEyes: true,
  hash: '9f2c41d0aa55',
  landscape: 4,
  warnings: [],
  forecast: { wouldPost: 90, duplicate: 3, stillFails: 5, blockedBy: 2 },
  approvedBy: null,
  approvedAt: null,
  approval: null,
  startedAt: null,
  endedAt: null,
  progress: { toGo: 90, underWay: 0, verified: 0, taken: 0, failed: 0, changed: 0 },
};
const ada: Viewer = { name: 'ada', mayOperate: true, mayApprove: true };
const ben: Viewer = { ...ada, name: 'ben' };
const nameOf = (system: string) => system.toUpperCase();

describe('what may be done with a plan', () => {
  it('is approved by somebody else where four eyes are asked for', () => {
    expect(isOwn(plan, ada)).toBe(true);
    expect(possible(plan, ada)).toEqual(['discard']);
    expect(possible(plan, ben)).toEqual(['approve', 'discard']);
    expect(possible({ ...plan, fourEyes: false }, ada)).toEqual(['approve', 'discard']);
    expect(storyOf(plan, ada).next).toContain('you cannot approve it');
    expect(storyOf(plan, ben).next).toContain('you did not make it');
  });

  it('needs the right for each step', () => {
    const reader: Viewer = { name: 'eve', mayOperate: false, mayApprove: false };
    expect(possible(plan, reader)).toEqual([]);
    expect(possible({ ...plan, state: 'running' }, reader)).toEqual([]);
    expect(possible(plan, { ...reader, mayApprove: true })).toEqual(['approve']);
    expect(storyOf(plan, reader).next).toContain('Somebody with the right to approve');
  });

  it('is never approved where nothing would go', () => {
    const nothing = { ...plan, forecast: { ...plan.forecast, wouldPost: 0 } };
    expect(possible(nothing, ben)).toEqual(['discard']);
    expect(storyOf(nothing, ben).title).toBe('Nothing of it would go through.');
  });

  it('goes by the state', () => {
    expect(possible({ ...plan, state: 'approved' }, ben)).toEqual(['start', 'discard']);
    expect(possible({ ...plan, state: 'running' }, ben)).toEqual(['pause', 'stop']);
    expect(possible({ ...plan, state: 'paused' }, ben)).toEqual(['resume', 'stop']);
    expect(possible({ ...plan, state: 'stale' }, ben)).toEqual([]);
  });

  it('is planned once more where it could not end as planned', () => {
    expect(wantsAnother({ ...plan, state: 'stale' })).toBe(true);
    expect(wantsAnother({ ...plan, state: 'done' })).toBe(false);
    const said = storyOf(
      { ...plan, state: 'stale', why: 'since it was planned, PO-1/1 has changed' },
      ben,
    );
    expect(said.title).toBe('Since it was planned, PO-1/1 has changed.');
    expect(said.next).toContain('Plan it again');
  });

  it('is agreed to with the hash of what was seen, and its warnings', () => {
    const said = stepWords('approve', { ...plan, warnings: ['ERP is held.'] }, ben);
    expect(said.says.join(' ')).toContain('9f2c41d0)');
    expect(said.warning).toContain('ERP is held.');
    expect(said.says.join(' ')).not.toContain('You made this plan');
    const own = stepWords('approve', { ...plan, fourEyes: false }, ada);
    expect(own.says.at(-1)).toContain('You made this plan yourself');
  });

  it('says what becomes of the messages before it starts', () => {
    const says = (mode: ReplayPlan['mode'], wouldPost: number) =>
      stepWords('start', { ...plan, mode, forecast: { ...plan.forecast, wouldPost } }, ben);
    expect(says('resend', 90).says[0]).toBe('90 messages go to their targets again, in order.');
    expect(says('settle', 1).says[0]).toContain('1 message is recorded as done by hand; nothing');
    expect(says('resend', 90).danger).toBe(false);
    expect(says('compensate', 2).danger).toBe(true);
  });

  it('says what stays when it is stopped', () => {
    const said = stepWords('stop', { ...plan, state: 'running' }, ben);
    expect(said.danger).toBe(true);
    expect(said.says[0]).toContain('90 messages still to go stay as before');
  });
});

describe('a plan in words', () => {
  it('names its scope', () => {
    expect(planTitle(plan, nameOf)).toBe('Send again: case 17');
    const range = {
      ...plan.scope,
      case: null,
      flow: 'goods-receipt',
      system: 'erp',
      key: 'PO-1',
      since: '2026-11-21T08:00:00.000Z',
    };
    expect(scopeWords(range, nameOf)).toBe('Goods receipt to ERP, keys beginning with PO-1');
    expect(rangeWords(range)).toMatch(/^since /);
    expect(rangeWords(plan.scope)).toBeNull();
    expect(scopeWords({ ...range, flow: null, key: null }, nameOf)).toBe('everything to ERP');
  });

  it('says its pace', () => {
    expect(paceWords(plan)).toBe(
      'One a second at first, twice as many every five seconds, up to 20 a second. At most 50 under way at once. It stops by itself when 10 messages have failed again.',
    );
    expect(paceWords({ ...plan, rate: 1, stopAfterFailures: 1 })).toContain(
      'One a second. At most 50 under way at once. It stops by itself when 1 message has failed',
    );
  });

  it('speaks of systems and times as people do', () => {
    expect(plainly('`erp` is held since 2026-11-21T08:00:00.120Z.', nameOf)).toMatch(
      /^ERP is held since Sat, 21 Nov 2026.*\.$/,
    );
    expect(plainly('`not a name`', nameOf)).toBe('`not a name`');
  });

  it('tells how a run ended', () => {
    const done: ReplayPlan = {
      ...plan,
      state: 'done',
      progress: { toGo: 0, underWay: 0, verified: 86, taken: 1, failed: 2, changed: 1 },
    };
    expect(storyOf(done, ben)).toEqual({
      tone: 'attention',
      title: 'Done, and 2 messages stopped again.',
      next: 'What stopped again is in its case. 1 business confirmation still due. 1 was no longer as planned and was left alone.',
    });
    const well = {
      ...done,
      progress: { ...done.progress, verified: 90, taken: 0, failed: 0, changed: 0 },
    };
    expect(storyOf(well, ben)).toEqual({
      tone: 'done',
      title: 'Done. 90 of 90 have had their effect.',
      next: 'Nothing is left to do.',
    });
  });

  it('shows its way, and where that ended otherwise', () => {
    const names = (one: ReplayPlan) => wayOf(one).map((stop) => `${stop.name} ${stop.tone}`);
    expect(names({ ...plan, state: 'planning' })[0]).toBe('Planned moving');
    expect(names(plan)).toEqual([
      'Planned waiting',
      'Approved neutral',
      'Running neutral',
      'Done neutral',
    ]);
    expect(names({ ...plan, state: 'refused', hash: null })).toEqual(['Not possible attention']);
    const started = { ...plan, approvedAt: plan.plannedAt, startedAt: plan.plannedAt };
    expect(names({ ...started, state: 'paused' })).toEqual([
      'Planned done',
      'Approved done',
      'Paused waiting',
      'Done neutral',
    ]);
    expect(names({ ...plan, state: 'stale' })).toEqual(['Planned done', 'Out of date attention']);
    expect(names({ ...started, state: 'stopped' }).at(-1)).toBe('Stopped attention');
  });
});
