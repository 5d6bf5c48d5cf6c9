import { describe, expect, it } from 'vitest';
import { headAndBody, pretty, tokens } from './json.ts';

describe('documents', () => {
  it('are indented', () => {
    expect(pretty('{"a":[1,{"b":null}],"c":{}}')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": {}\n}',
    );
  });

  it('keep numbers exactly as they were sent', () => {
    expect(pretty('{"quantity":12.500,"id":12345678901234567890}')).toBe(
      '{\n  "quantity": 12.500,\n  "id": 12345678901234567890\n}',
    );
  });

  it('leave braces and colons inside texts alone', () => {
    expect(pretty('{"a":"{x: [1, \\"2\\"]}"}')).toBe('{\n  "a": "{x: [1, \\"2\\"]}"\n}');
  });

  it('that are no JSON stay as they are', () => {
    expect(pretty('UNB+UNOC:3')).toBe('UNB+UNOC:3');
  });

  it('colour keys, values and masked values apart, and lose no character', () => {
    const line = '  "operator": "***", "n": -1.5e3, "ok": true';
    const parts = tokens(line);
    expect(parts.map((part) => part.text).join('')).toBe(line);
    expect(parts.filter((part) => part.kind !== 'mark').map((part) => part.kind)).toEqual([
      'key',
      'masked',
      'key',
      'number',
      'key',
      'word',
    ]);
  });

  it('tells the head of an HTTP message from its body', () => {
    const head = 'POST http://erp/orders HTTP/1.1\nAccept: application/json\n\n';
    expect(headAndBody(`${head}{"a":1}`)).toEqual([head, '{"a":1}']);
    expect(headAndBody('HTTP/1.1 204 No Content\r\nDate: now')).toEqual([
      'HTTP/1.1 204 No Content\r\nDate: now',
      '',
    ]);
    expect(headAndBody('{"a":\n\n1}')).toEqual(['', '{"a":\n\n1}']);
  });
});
