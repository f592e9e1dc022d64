import { expect, test } from 'vitest';
import { thrownTexts } from './thrown-texts.ts';

const SOURCE = `
  throw new UsageError(\`\${file} is damaged.\`, 'Remove it, and log in again.');
  throw new UsageError(
    known === 0 ? \`There is no \${word}.\` : \`\${place} has no \${names.map((one) => \`<\${one}>\`).join(', ')}.\`,
    didYouMean(word, [',', ')']) ?? \`See \${place} --help.\`,
  );
  throw new UsageError('It\\'s one.', null, exitCodes.refused.code);
  throw new Other('Not this one.');
`;

test('the texts of a class are found with their hints, and expressions become places', () => {
  expect(thrownTexts(SOURCE, 'UsageError', 0)).toEqual([
    { message: '{file} is damaged.', hint: 'Remove it, and log in again.' },
    { message: 'There is no {word}.', hint: 'See {place} --help.' },
    { message: '{place} has no {one}.', hint: 'See {place} --help.' },
    { message: "It's one." },
  ]);
});
