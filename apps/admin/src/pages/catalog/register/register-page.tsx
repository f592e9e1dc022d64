import type { CreateProvider } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { berth } from '../../../app/client.ts';
import { resourceAt } from '../../../app/navigation.ts';
import { PageHead } from '../../../app/page-head.tsx';
import { problemOn } from '../../../app/problems.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Button, Empty, Failure, TextField, toast } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { registerWords } from '../../../words/register.ts';
import { slugOf } from './document.ts';
import { useCheck } from './use-check.ts';
import { useDraft } from './use-draft.ts';
import { type VersionFields, VersionInputs, versionOf } from './version-inputs.tsx';
import { Workbench } from './workbench.tsx';

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
  const draft = useDraft();
  const given = draft.pasted?.given ?? {};
  const [typed, setTyped] = useState<{ name?: string; slug?: string }>({});
  const [fields, setFields] = useState<VersionFields>({});
  const name = typed.name ?? given.name ?? '';
  const slug = typed.slug ?? given.slug ?? slugOf(name);
  const content = versionOf(draft.pasted, fields, '1.0.0');
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
    pasted: draft.pasted,
    sent: ['version'],
    dryRun: (checked, signal) => berth.providers.create(checked, { dryRun: true, signal }),
  });
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!body || isBusy || verdict.state !== 'accepted') return;
    setBusy(true);
    try {
      const made = await berth.providers.create(body);
      await queries.invalidateQueries({ queryKey: ['list'] });
      toast(registerWords.created(made.name));
      await navigate({ to: `/providers/${made.id}` });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const { error: found, state } = verdict;
  return (
    <form className="grid gap-4" onSubmit={(event) => void create(event)}>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <TextField
          label={registerWords.name}
          value={name}
          autoComplete="off"
          error={problemOn(found, 'name')}
          onChange={(event) => setTyped({ ...typed, name: event.target.value })}
        />
        <TextField
          label={registerWords.slug}
          title={registerWords.slugHint}
          value={slug}
          autoComplete="off"
          spellCheck={false}
          error={problemOn(found, 'slug')}
          onChange={(event) => setTyped({ ...typed, slug: event.target.value })}
        />
        <VersionInputs
          fields={fields}
          version={content?.version ?? fields.version ?? '1.0.0'}
          visibility={content?.config_visibility ?? 'plain'}
          error={problemOn(found, 'version', 'version')}
          onChange={setFields}
        />
      </div>
      <Workbench draft={draft} verdict={verdict} isEncrypted={content?.config_visibility === 'encrypted'} />
      {error ? <Failure title={common.failed} error={error} /> : null}
      <div className="flex justify-end">
        <Button
          type="submit"
          kind="primary"
          busy={isBusy}
          disabledReason={state === 'accepted' ? null : registerWords.reasons[state]}
        >
          {registerWords.create}
        </Button>
      </div>
    </form>
  );
}
