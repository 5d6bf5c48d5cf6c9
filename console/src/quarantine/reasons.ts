/** What is wrong with a document, by the API's code. */
export const REASONS: Record<string, string> = {
  unreadable: 'Cannot be read',
  unidentified: 'Not known what it is',
  'unknown-operation': 'No flow takes it',
  'contract-violation': 'Breaks its contract',
  'idempotency-key-missing': 'Has no key',
  'idempotency-key-reused': 'Its key belongs to another document',
  'no-channel': 'Its channel is gone',
};
