import { describe, expect, it } from 'vitest';
import { accepted } from '../../mock/journal.ts';
import { flowOf, titleOf } from '../../mock/landscape.ts';
import { reroute, takeBack } from '../../mock/standby.ts';
import { deliveryTitle, standbyOf, standbyWords } from './standby.ts';
import { whereabouts } from './whereabouts.ts';

const AT = Date.parse('2026-11-21T12:00:00.000Z');
const ID = '019aa000-0000-7000-8000-000000000001';

function confirmation() {
  const message = accepted(flowOf('production-confirmation'), 1, 1, AT, ID);
  const [erp, analytics] = message.deliveries;
  if (erp === undefined || analytics === undefined) throw new Error('The flow has two targets');
  return { message, erp, analytics };
}

describe('a step that stands by', () => {
  it('is none of the ordinary ones', () => {
    const { message, erp } = confirmation();
    expect(standbyOf(message, erp)).toBeNull();
    expect(deliveryTitle(erp, null, titleOf)).toBe('To Brook Street ERP');
  });

  it('says for whom it gets the message', () => {
    const { message, erp } = confirmation();
    const other = reroute(message, erp, 'wms', AT + 1000);
    const standby = standbyOf(message, other);
    expect(standby).toEqual({ kind: 'replaces', of: erp });
    expect(standby && standbyWords(standby, titleOf)).toBe(
      'Stands by for Brook Street ERP, and gets the message instead',
    );
  });

  it('says what it takes back, and is not named like a delivery', () => {
    const { message, erp } = confirmation();
    Object.assign(erp, { state: 'CONFIRMED', business: 'CONFIRMED' });
    const back = takeBack(message, erp, AT + 1000);
    const standby = standbyOf(message, back);
    expect(deliveryTitle(back, standby, titleOf)).toBe('Taking back in Brook Street ERP');
    expect(standby && standbyWords(standby, titleOf)).toBe(
      'Stands by for “Post confirmation”, and takes its effect back',
    );
  });

  it('names no step where two could be meant', () => {
    const { message, erp, analytics } = confirmation();
    analytics.system = 'erp';
    const standby = standbyOf(message, takeBack(message, erp, AT + 1000));
    expect(standby).toEqual({ kind: 'compensates', of: null });
  });

  it('does not claim that what was taken back has arrived', () => {
    const { message, erp, analytics } = confirmation();
    Object.assign(erp, { state: 'CONFIRMED', business: 'CONFIRMED' });
    Object.assign(analytics, { state: 'CANCELLED' });
    const back = takeBack(message, erp, AT + 1000);
    expect(whereabouts(message, titleOf).where).toBe(
      'It was given up; what was done in Brook Street ERP is being taken back.',
    );
    Object.assign(back, { state: 'CONFIRMED', business: 'CONFIRMED' });
    Object.assign(erp, { business: 'COMPENSATED' });
    message.state = 'CONFIRMED';
    expect(whereabouts(message, titleOf).where).toBe(
      'It was given up; what was done in Brook Street ERP was taken back.',
    );
  });
});
