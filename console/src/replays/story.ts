import { plural } from '../words/numbers.ts';
import { capital, type Tone } from '../words/states.ts';
import { stopped } from '../words/whereabouts.ts';
import type { ReplayPlan } from './api.ts';
import { isOwn, type Viewer } from './steps.ts';
import { total } from './words.ts';

export interface PlanStory {
  tone: Tone;
  title: string;
  /** What comes next, and by whom. */
  next: string;
}

export function storyOf(plan: ReplayPlan, viewer: Viewer): PlanStory {
  const { forecast, progress } = plan;
  const all = total(progress);
  const why = plan.why === null ? null : stopped(capital(plan.why));
  switch (plan.state) {
    case 'planning':
      return {
        tone: 'moving',
        title: 'The dry run goes through every message.',
        next: 'Nothing is sent by it. This page follows it by itself.',
      };
    case 'planned':
      return forecast.wouldPost === 0
        ? {
            tone: 'attention',
            title: 'Nothing of it would go through.',
            next: 'Mend the causes below first, then make a new plan.',
          }
        : {
            tone: 'waiting',
            title: `${forecast.wouldPost} of ${plural(total(forecast), 'message')} would go through.`,
            next: approvalWords(plan, viewer),
          };
    case 'approved':
      return {
        tone: 'waiting',
        title: `Approved: ${plural(forecast.wouldPost, 'message')} may go.`,
        next: viewer.mayOperate
          ? 'Nothing goes before somebody starts it.'
          : 'Nothing goes before somebody with the right to operate starts it.',
      };
    case 'running':
      return {
        tone: 'moving',
        title: `${progress.verified} of ${all} have had their effect.`,
        next:
          progress.failed === 0
            ? 'It can be paused or stopped at any time; what is under way then ends.'
            : `${plural(progress.failed, 'message')} stopped again. At ${plan.stopAfterFailures} it stops by itself.`,
      };
    case 'paused':
      return {
        tone: 'waiting',
        title: why ?? 'Paused.',
        next: `Nothing more goes until somebody resumes it. ${progress.toGo} still to go.`,
      };
    case 'done':
      return {
        tone: progress.failed === 0 ? 'done' : 'attention',
        title:
          progress.failed === 0
            ? `Done. ${progress.verified} of ${all} have had their effect.`
            : `Done, and ${plural(progress.failed, 'message')} stopped again.`,
        next: restWords(plan),
      };
    case 'stopped':
      return {
        tone: 'attention',
        title: why ?? 'Stopped.',
        next: `What had not gone stays as it was: ${plural(progress.toGo, 'message')}. Plan it again for the rest.`,
      };
    case 'refused':
      return {
        tone: 'attention',
        title: why ?? 'It cannot be planned like this.',
        next: 'Nothing was sent. Make another plan, with less in it or in another way.',
      };
    case 'stale':
      return {
        tone: 'attention',
        title: why ?? 'Something has changed since the dry run.',
        next: 'Nothing was sent. Plan it again: the new dry run goes by how things are now, and has to be approved anew.',
      };
    case 'discarded':
      return {
        tone: 'neutral',
        title: why ?? 'Discarded.',
        next: 'Nothing was sent.',
      };
  }
}

function approvalWords(plan: ReplayPlan, viewer: Viewer): string {
  if (plan.fourEyes && isOwn(plan, viewer)) {
    return 'You made this plan, so you cannot approve it: four eyes are asked for. Give somebody else the address of this page.';
  }
  const who = viewer.mayApprove
    ? 'Look through the dry run, then approve it.'
    : 'Somebody with the right to approve has to approve it.';
  return plan.fourEyes ? `${who} Four eyes are asked for: you did not make it.` : who;
}

function restWords({ progress }: ReplayPlan): string {
  const rest = [
    ...(progress.failed > 0 ? ['What stopped again is in its case.'] : []),
    ...(progress.taken > 0
      ? [`${plural(progress.taken, 'business confirmation')} still due.`]
      : []),
    ...(progress.changed > 0
      ? [
          `${progress.changed} ${progress.changed === 1 ? 'was' : 'were'} no longer as planned and ${progress.changed === 1 ? 'was' : 'were'} left alone.`,
        ]
      : []),
  ];
  return rest.length === 0 ? 'Nothing is left to do.' : rest.join(' ');
}
