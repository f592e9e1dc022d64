import type { CreateProvider } from '@berth/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { resourceAt } from '../../../app/navigation.ts';
import { PageHead } from '../../../app/page-head.tsx';
import { problemOn } from '../../../app/problems.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Empty, TextField } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { registerWords } from '../../../words/register.ts';
import { CheckedForm, type Sent } from './checked-form.tsx';
import { slugOf } from './document.ts';
import { useCheck } from './use-check.ts';
import { usePastedText } from './use-pasted-text.ts';
import { type VersionFields, VersionInputs, versionOf } from './version-inputs.tsx';

/** The page of `/providers/new`: registers a provider with its first version. */
export function RegisterPage() {
  const refusal = useWhyNot(resourceAt('providers')?.scopes.create);
  return (
    <>
      <PageHead
        title={registerWords.title}
        about={registerWords.about}
        above={
          <Link to="/catalog" className="underline-offset-2 hover:underline">
            {catalogWords.title}
          </Link>
        }
      />
      {refusal ? <Empty title={common.failed} hint={refusal} /> : <Register />}
    </>
  );
}

function Register() {
  const source = usePastedText();
  const given = source.pasted?.given ?? {};
  const [typed, setTyped] = useState<{ name?: string; slug?: string }>({});
  const [fields, setFields] = useState<VersionFields>({});
  const name = typed.name ?? given.name ?? '';
  const slug = typed.slug ?? given.slug ?? slugOf(name);
  const content = versionOf(source.pasted, fields, '1.0.0');
  const body: CreateProvider | null =
    content && name.trim() && slug
      ? {
          name: name.trim(),
          slug,
          ...(given.description ? { description: given.description } : {}),
          version: content,
        }
      : null;
  const verdict = useCheck({
    body,
    pasted: source.pasted,
    sent: ['version'],
    dryRun: (checked, signal) => berth.providers.create(checked, { dryRun: true, signal }),
  });
  const create = async (): Promise<Sent> => {
    if (!body) throw new Error(registerWords.reasons.missing);
    const made = await berth.providers.create(body);
    return { told: registerWords.created(made.name), to: `/providers/${made.id}` };
  };
  const { error } = verdict;
  return (
    <CheckedForm
      source={source}
      verdict={verdict}
      isEncrypted={content?.config_visibility === 'encrypted'}
      word={registerWords.create}
      send={create}
      inputs={
        <>
          <TextField
            label={registerWords.name}
            value={name}
            autoComplete="off"
            error={problemOn(error, 'name')}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
          <TextField
            label={registerWords.slug}
            title={registerWords.slugHint}
            value={slug}
            autoComplete="off"
            spellCheck={false}
            error={problemOn(error, 'slug')}
            onChange={(event) => setTyped({ ...typed, slug: event.target.value })}
          />
          <VersionInputs
            fields={fields}
            version={content?.version ?? fields.version ?? '1.0.0'}
            visibility={content?.config_visibility ?? 'plain'}
            error={problemOn(error, 'version', 'version')}
            onChange={setFields}
          />
        </>
      }
    />
  );
}
