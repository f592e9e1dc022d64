import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { isLenient } from './prefer.ts';

const app = new Hono().get('/', (c) => c.json(isLenient(c)));
const asks = async (prefer: string) => (await app.request('/', { headers: { prefer } })).json();

test.each([
  ['handling=lenient', true],
  ['Handling="Lenient"', true],
  ['respond-async, handling = lenient; wait=10', true],
  ['handling=lenient, handling=strict', true],
  ['handling=strict, handling=lenient', false],
  ['handling=strict', false],
  ['handling', false],
  ['other=lenient', false],
  ['', false],
])('Prefer: %s asks for leniency: %s', async (prefer, lenient) => expect(await asks(prefer)).toBe(lenient));
