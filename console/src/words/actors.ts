/** Who did it, from `person:ada`, `system:mes` or `platform:millrace`. */
export function actorWords(actor: string, nameOf: (system: string) => string): string {
  const colon = actor.indexOf(':');
  const kind = colon < 0 ? '' : actor.slice(0, colon);
  const name = colon < 0 ? actor : actor.slice(colon + 1);
  switch (kind) {
    case 'platform':
      return 'Millrace, by its rules';
    case 'system':
      return nameOf(name);
    default:
      return name;
  }
}
