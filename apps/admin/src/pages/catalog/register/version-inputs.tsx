import type { CreateProvider } from '@berth/client';
import { Select, TextField } from '../../../ui/index.ts';
import { registerWords } from '../../../words/register.ts';
import type { Pasted } from './document.ts';

type Content = CreateProvider['version'];

/** The members that were typed beside the text; the others come from the text. */
export interface VersionFields {
  version?: string;
  visibility?: 'plain' | 'encrypted';
}

/** Puts a version together from the text and the fields. The server checks the rest of the text. */
export function versionOf(pasted: Pasted | null, fields: VersionFields, usual: string): Content | null {
  if (!pasted) return null;
  const version = fields.version ?? pasted.given.version ?? usual;
  if (version.trim() === '') return null;
  const content = pasted.content as Content;
  return {
    ...content,
    version: version.trim(),
    ...(fields.visibility ? { config_visibility: fields.visibility } : {}),
  };
}

interface VersionInputsProps {
  fields: VersionFields;
  version: string;
  visibility: string;
  error: string | null;
  onChange: (fields: VersionFields) => void;
}

/** Shows the fields that every version has beside its schema. */
export const VersionInputs = ({ fields, version, visibility, error, onChange }: VersionInputsProps) => (
  <>
    <TextField
      label={registerWords.version}
      title={registerWords.versionHint}
      value={fields.version ?? version}
      autoComplete="off"
      error={error}
      onChange={(event) => onChange({ ...fields, version: event.target.value })}
    />
    <Select
      label={registerWords.visibility}
      value={visibility}
      onChange={(event) =>
        onChange({ ...fields, visibility: event.target.value === 'encrypted' ? 'encrypted' : 'plain' })
      }
      options={[
        { value: 'plain', label: registerWords.plain },
        { value: 'encrypted', label: registerWords.encrypted },
      ]}
    />
  </>
);
