import { type ReactNode, useMemo, useRef } from 'react';
import { lineOf, placeOf, type Range } from '../../../json/places.ts';
import { Button, Card, Failure } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { registerWords } from '../../../words/register.ts';
import type { Remark } from '../schema/remarks.ts';
import { SchemaTree } from '../schema/schema-tree.tsx';
import { sourceOf } from '../schema/tree.ts';
import { TextBox, type TextBoxHandle } from './text-box.tsx';
import type { Verdict } from './use-check.ts';
import type { PastedText } from './use-pasted-text.ts';

interface Placed {
  remark: Remark;
  range: Range;
  line: number;
}

interface WorkbenchProps {
  pastedText: PastedText;
  verdict: Verdict<unknown>;
  isEncrypted: boolean;
  /** The outcome of the check, beside the remarks. */
  children?: ReactNode;
}

/** Shows a schema as text and as a tree, with what the server remarks at its places in both. */
export function Workbench({ pastedText, verdict, isEncrypted, children }: WorkbenchProps) {
  const { text, setText, places, pasted, problem } = pastedText;
  const box = useRef<TextBoxHandle>(null);
  const placed = useMemo(
    () =>
      verdict.remarks
        .flatMap((remark): Placed[] => {
          const range = placeOf(places, remark.path);
          return range ? [{ remark, range, line: lineOf(text, range.start) }] : [];
        })
        .toSorted((one, other) => one.range.start - other.range.start),
    [verdict.remarks, places, text],
  );
  const marks = new Map(placed.toReversed().map(({ line, remark }) => [line, remark.tone]));
  if (problem) marks.set(problem.line, 'bad');
  const schema = pasted?.content.config_schema;
  const secretPaths = pasted?.content.secret_paths;
  const source = useMemo(
    () =>
      schema === undefined
        ? null
        : sourceOf(schema, {
            isEncrypted,
            secretPaths: Array.isArray(secretPaths)
              ? secretPaths.filter((path) => typeof path === 'string')
              : [],
          }),
    [schema, secretPaths, isEncrypted],
  );
  const show = ({ range, line }: Pick<Placed, 'range' | 'line'>) => box.current?.show(range, line);
  const showRemark = (remark: Remark) => {
    const found = placed.find((one) => one.remark === remark);
    if (found) show(found);
  };
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <div className="grid min-w-0 gap-2">
        <TextBox
          handle={box}
          text={text}
          onChange={setText}
          marks={marks}
          error={
            problem ? `${registerWords.line(problem.line)}: ${registerWords.problems[problem.kind]}` : null
          }
        />
        {pasted ? (
          <div>
            <Button kind="quiet" onClick={() => setText(JSON.stringify(JSON.parse(text), null, 2))}>
              {registerWords.format}
            </Button>
          </div>
        ) : null}
      </div>
      <div className="grid min-w-0 gap-4">
        <Card title={registerWords.check}>
          <div className="grid gap-3">
            <p role="status">{sentenceOf(verdict, problem !== null)}</p>
            {verdict.state === 'failed' ? (
              <Failure title={common.failed} error={verdict.error} onRetry={verdict.refetch} />
            ) : null}
            {placed.length > 0 ? (
              <ul aria-label={registerWords.remarks} className="grid gap-1">
                {placed.map((one) => (
                  <li key={`${one.line} ${one.remark.code} ${one.remark.message}`}>
                    <button
                      type="button"
                      className="grid w-full grid-cols-[4rem_minmax(0,1fr)] rounded px-1 py-1 text-left text-xs hover:bg-sunken"
                      onClick={() => show(one)}
                    >
                      <span className={one.remark.tone === 'bad' ? 'text-bad' : 'text-warn'}>
                        {registerWords.line(one.line)}
                      </span>
                      <span className="break-words">
                        {one.remark.pointer ? <code>{one.remark.pointer} </code> : null}
                        {one.remark.message}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            ) : null}
            {children}
          </div>
        </Card>
        <Card title={registerWords.asRead}>
          {source ? (
            <SchemaTree source={source} remarks={verdict.remarks} onRemark={showRemark} />
          ) : (
            <p className="text-muted">{registerWords.noSchema}</p>
          )}
        </Card>
      </div>
    </div>
  );
}

function sentenceOf({ state, remarks }: Verdict<unknown>, hasProblem: boolean): string {
  if (hasProblem) return registerWords.unchecked;
  if (state === 'missing') return registerWords.needs;
  if (state === 'checking') return registerWords.checking;
  if (state === 'failed') return registerWords.unchecked;
  if (state === 'refused') return registerWords.errors(remarks.length);
  return remarks.length === 0 ? registerWords.fine : registerWords.warnings(remarks.length);
}
