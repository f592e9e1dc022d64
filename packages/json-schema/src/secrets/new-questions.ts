import { canonicalJson } from '../json/canonical-json.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import { type Question, questionsAbout, TooManyQuestions } from './questions.ts';

/** The place of a secret before and after a change. */
export interface SecretPlace {
  readonly from: Pointer;
  readonly to: Pointer;
}

export interface QuestionOptions {
  /** True for a value that does not fit the schema before: then less is a new question, too. */
  readonly exact?: boolean;
  /** True to leave out the questions about a secret alone. */
  readonly aroundAlone?: boolean;
}

/**
 * Lists the places of the questions that a later schema asks about the content of secrets and the earlier one does not,
 * each once: places in the value, with `*` for any name or index, above a secret or at it. When there are none, a value
 * that fits the earlier schema fits the later one or not whatever its secrets hold, and so does it after a change of
 * its other leaves, unless the earlier schema tells as much. `''` alone when the schemas are too intricate.
 */
export function newQuestions(
  before: unknown,
  after: unknown,
  secrets: readonly SecretPlace[],
  options: QuestionOptions = {},
): Pointer[] {
  try {
    return [...new Set(asked(before, after, secrets, options))].sort();
  } catch (error) {
    if (!(error instanceof TooManyQuestions)) throw error;
    return [''];
  }
}

function asked(
  before: unknown,
  after: unknown,
  secrets: readonly SecretPlace[],
  { exact = false, aroundAlone = false }: QuestionOptions,
): Pointer[] {
  const isAsked = ({ kind }: Question) => !aroundAlone || kind === 'around';
  const staying = secrets.filter(({ from, to }) => from === to).map(({ from }) => segmentsOf(from));
  const [known, now] = [before, after].map((schema) => questionsAbout(schema, staying).filter(isAsked));
  const found = lacking(now ?? [], known ?? [], exact);
  if (exact) found.push(...lacking(known ?? [], now ?? [], exact));
  for (const { from, to } of secrets) {
    if (from === to) continue;
    // The schemas around the new place saw other content before
    const there = questionsAbout(after, [segmentsOf(to)]).filter(isAsked);
    const here = questionsAbout(before, [segmentsOf(from)]).map(withoutWay);
    found.push(...there.filter(({ kind }) => kind === 'around').map(({ place }) => place));
    const alone = (one: Question) => one.kind === 'at';
    found.push(...lacking(there.filter(alone).map(withoutWay), here.filter(alone), exact));
  }
  return found;
}

const withoutWay = (question: Question): Question => ({ ...question, way: '' });

const segmentsOf = (pointer: Pointer): readonly string[] => parsePointer(pointer) ?? [];

/** Lists the places of questions that no known one answers. */
function lacking(questions: readonly Question[], known: readonly Question[], exact: boolean): Pointer[] {
  const texts = new Set(known.map(nameOf));
  const bySaid = new Map<string, Question[]>();
  for (const question of known) {
    const name = `${question.way} ${question.said?.keyword}`;
    bySaid.set(name, [...(bySaid.get(name) ?? []), question]);
  }
  return questions
    .filter((question) => {
      if (texts.has(nameOf(question))) return false;
      const alike = bySaid.get(`${question.way} ${question.said?.keyword}`) ?? [];
      return exact || !alike.some((one) => implies(one, question));
    })
    .map(({ place }) => place);
}

const nameOf = ({ kind, way, text }: Question): string => canonicalJson([kind, way, text]);

/** True when each content that an earlier keyword accepts is one that the later one accepts. */
function implies({ kind, said: one }: Question, { said: other }: Question): boolean {
  if (kind !== 'at' || one === undefined || other === undefined || one.draft !== other.draft) return false;
  const [content, later] = [one.content, other.content];
  switch (one.keyword) {
    case 'minLength':
      return typeof content === 'number' && typeof later === 'number' && later <= content;
    case 'maxLength':
      return typeof content === 'number' && typeof later === 'number' && later >= content;
    case 'enum':
      return isWithin(content, later);
    case 'type':
      return isWithin([content].flat(), [later].flat());
    default:
      return false;
  }
}

function isWithin(values: unknown, others: unknown): boolean {
  if (!Array.isArray(values) || !Array.isArray(others)) return false;
  const texts = new Set(others.map(canonicalJson));
  return values.every((value) => texts.has(canonicalJson(value)));
}
