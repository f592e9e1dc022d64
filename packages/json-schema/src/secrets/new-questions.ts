import { canonicalJson } from '../json/canonical-json.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import { TooMuchWork } from '../json/work.ts';
import { QuestionWork } from './question-work.ts';
import { type Question, questionsAbout } from './questions.ts';

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
 * its other leaves, unless the earlier schema tells as much. `''` alone when the schemas are too intricate. Others run
 * between its steps.
 */
export async function newQuestions(
  before: unknown,
  after: unknown,
  secrets: readonly SecretPlace[],
  options: QuestionOptions = {},
): Promise<Pointer[]> {
  try {
    return [...new Set(await asked(before, after, secrets, options))].sort();
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    return [''];
  }
}

async function asked(
  before: unknown,
  after: unknown,
  secrets: readonly SecretPlace[],
  { exact = false, aroundAlone = false }: QuestionOptions,
): Promise<Pointer[]> {
  const work = new QuestionWork();
  const isAsked = ({ kind }: Question) => !aroundAlone || kind === 'around';
  const staying = secrets.filter(({ from, to }) => from === to).map(({ from }) => segmentsOf(from));
  const known = (await questionsAbout(before, staying, work)).filter(isAsked);
  const now = (await questionsAbout(after, staying, work)).filter(isAsked);
  const found = await lacking(now, known, exact, work);
  if (exact) found.push(...(await lacking(known, now, exact, work)));
  for (const { from, to } of secrets) {
    if (from === to) continue;
    // The schemas around the new place saw other content before
    const there = (await questionsAbout(after, [segmentsOf(to)], work)).filter(isAsked);
    const here = (await questionsAbout(before, [segmentsOf(from)], work)).map(withoutWay);
    found.push(...there.filter(({ kind }) => kind === 'around').map(({ place }) => place));
    const alone = (one: Question) => one.kind === 'at';
    found.push(...(await lacking(there.filter(alone).map(withoutWay), here.filter(alone), exact, work)));
  }
  return found;
}

const withoutWay = (question: Question): Question => ({ ...question, way: '' });

const segmentsOf = (pointer: Pointer): readonly string[] => parsePointer(pointer) ?? [];

/** Lists the places of questions that no known one answers. */
async function lacking(
  questions: readonly Question[],
  known: readonly Question[],
  exact: boolean,
  work: QuestionWork,
): Promise<Pointer[]> {
  const texts = new Set(known.map(nameOf));
  const bySaid = new Map<string, Question[]>();
  for (const question of exact ? [] : known) {
    const name = `${question.way} ${question.said?.keyword}`;
    const alike = bySaid.get(name);
    if (alike) alike.push(question);
    else bySaid.set(name, [question]);
  }
  const found: Pointer[] = [];
  for (const question of questions) {
    if (texts.has(nameOf(question))) continue;
    const alike = bySaid.get(`${question.way} ${question.said?.keyword}`) ?? [];
    let isKnown = false;
    for (const one of alike) {
      work.spend(sizeOf(one) + sizeOf(question));
      isKnown ||= implies(one, question);
      await work.pause();
    }
    if (!isKnown) found.push(question.place);
  }
  return found;
}

/** Measures the work of comparing what a question says, in steps. */
const sizeOf = ({ text }: Question): number => 0.1 + text.length / 100;

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
    case 'type':
      return isWithin(content, later);
    default:
      return false;
  }
}

function isWithin(values: unknown, others: unknown): boolean {
  if (!Array.isArray(values) || !Array.isArray(others)) return false;
  const texts = new Set(others.map(canonicalJson));
  return values.every((value) => texts.has(canonicalJson(value)));
}
