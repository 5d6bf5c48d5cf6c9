import { useState } from 'react';
import { Ask } from '../ui/Ask.tsx';
import { ReasonForm } from '../ui/ReasonForm.tsx';
import { type PlanVerb, type ReplayPlan, useStep } from './api.ts';
import { stepWords, type Viewer } from './steps.ts';

const LATE =
  'The plan is no longer as you saw it, so nothing was done. Close this: the page says how it stands and what to do now.';

interface StepDialogProps<T> {
  asked: T;
  plan: ReplayPlan;
  viewer: Viewer;
  onClose: () => void;
}

export function StepDialog(props: StepDialogProps<PlanVerb | null>) {
  const { asked, plan, viewer, onClose } = props;
  return (
    <Ask asked={asked} title={(verb) => stepWords(verb, plan, viewer).title} onClose={onClose}>
      {(verb) => <Form asked={verb} plan={plan} viewer={viewer} onClose={onClose} />}
    </Ask>
  );
}

function Form({ asked: verb, plan, viewer, onClose }: StepDialogProps<PlanVerb>) {
  // Kept from the moment of opening: what was read is what is agreed to, its hash above all.
  const [{ number, hash }] = useState(plan);
  const [said] = useState(() => stepWords(verb, plan, viewer));
  return (
    <ReasonForm
      says={said.says}
      warning={said.warning}
      button={said.button}
      danger={said.danger}
      change={useStep()}
      of={(reason) => ({
        ...{ number, verb },
        said: verb === 'approve' ? { reason, hash: hash ?? '' } : { reason },
      })}
      done={() => said.done}
      late={LATE}
      onClose={onClose}
    />
  );
}
