import type { KeptDocument, KeptGroup } from '../src/quarantine/api.ts';

/** What a channel brought and no flow took, as the node keeps it. */
export class MockQuarantine {
  readonly documents: KeptDocument[] = [];
  readonly bodies = new Map<number, string>();

  keep(body: string, about: Partial<KeptDocument>): KeptDocument {
    const number = this.documents.length + 1;
    const at = new Date(Date.now() - 60_000 * (20 - number)).toISOString();
    const document: KeptDocument = {
      number,
      channel: 'carrier-events',
      channelTitle: 'Carrier’s webhooks',
      sender: 'carrier',
      operation: 'report-shipment-status',
      receivedAt: at,
      lastAt: at,
      times: 1,
      size: body.length,
      correlationId: `c-${number}`,
      alike: '5f3c0000-0000-0000-0000-000000000001',
      code: 'contract-violation',
      title: '/status must be one of the listed values',
      detail:
        'The document does not keep to shipment-status@1.0.0. /status must be one of the listed values',
      wouldBeTaken: false,
      state: 'waiting',
      message: null,
      endedAt: null,
      endedBy: null,
      endedReason: null,
      headers: { 'content-type': 'application/json', 'webhook-id': `msg_${number}` },
      ...about,
    };
    this.documents.push(document);
    this.bodies.set(number, body);
    return document;
  }

  groups(): KeptGroup[] {
    const groups = new Map<string, KeptGroup>();
    for (const one of this.waiting()) {
      const { alike, channel, channelTitle, code, title } = one;
      const known = groups.get(alike) ?? {
        ...{ alike, channel, channelTitle, code, title },
        ...{ documents: 0, wouldBeTaken: 0, firstAt: one.receivedAt, lastAt: one.lastAt },
      };
      groups.set(alike, {
        ...known,
        documents: known.documents + 1,
        wouldBeTaken: known.wouldBeTaken + (one.wouldBeTaken ? 1 : 0),
        lastAt: one.lastAt,
      });
    }
    return [...groups.values()];
  }

  waiting(): KeptDocument[] {
    return this.documents.filter((one) => one.state === 'waiting');
  }

  find(number: number): KeptDocument | undefined {
    return this.documents.find((one) => one.number === number);
  }

  /** Ends those that wait; how many, and how many are still refused. */
  decide(verb: string, which: KeptDocument[], reason: string) {
    const fit = verb === 'discard' ? which : which.filter((one) => one.wouldBeTaken);
    for (const one of fit) {
      one.state = verb === 'discard' ? 'discarded' : 'released';
      one.wouldBeTaken = false;
      one.endedAt = new Date().toISOString();
      one.endedBy = 'person:demo';
      one.endedReason = reason;
    }
    const done = verb === 'discard' ? { discarded: fit.length } : { released: fit.length };
    return { ...done, stillRefused: which.length - fit.length };
  }
}
