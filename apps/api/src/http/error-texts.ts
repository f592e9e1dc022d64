import { domainErrorTexts, domainProblemTexts, schemaProblemTexts, valueTexts } from '@berth/domain';
import { type ProblemText, type Text, textsOf } from '@berth/kernel';
import { type AnyCode, httpErrors, memberProblems, requestErrors } from './errors.ts';

export interface CodedText extends Text {
  code: AnyCode;
  reason?: string;
}

/** Makes the function that lists the texts of a code: those of the domain and of HTTP, and a face's own. */
export function textsByCode(own: readonly CodedText[] = []): (code: AnyCode) => CodedText[] {
  const all = [
    ...domainErrorTexts,
    ...textsOf<CodedText>(requestErrors),
    ...textsOf<CodedText>(httpErrors),
    ...own,
  ];
  return (code) => all.filter((text) => text.code === code);
}

/** Lists the messages of single problems, each once. */
export const problemMessages = (own: readonly ProblemText[] = []): string[] => [
  ...new Set([
    ...[...textsOf<ProblemText>(memberProblems), ...own, ...domainProblemTexts, ...schemaProblemTexts].map(
      ({ message }) => message,
    ),
    ...valueTexts,
  ]),
];
