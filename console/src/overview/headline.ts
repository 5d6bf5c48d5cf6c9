import type { Summary, SystemStatus } from '../api/types.ts';
import { plural } from '../words/numbers.ts';
import { listed } from '../words/whereabouts.ts';

/** The state of the plant's integrations in one sentence, worst news first. */
export function headline(summary: Summary, systems: SystemStatus[]): string {
  const out = systems.filter((system) => system.health === 'out').map((system) => system.title);
  const { attention, waiting } = summary.counts;
  const news: string[] = [];
  if (out.length > 0) news.push(`${listed(out)} ${out.length > 1 ? 'are' : 'is'} out of service`);
  if (attention > 0) {
    news.push(`${plural(attention, 'message')} ${attention === 1 ? 'needs' : 'need'} a person`);
  }
  if (news.length > 0) return `${news.join(', ')}.`;
  if (waiting > 0) return `${plural(waiting, 'message')} wait; nobody is needed.`;
  return 'Everything flows.';
}
