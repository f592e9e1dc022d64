import type { ResourceDescription, ResourceMember } from '@berth/client/resources';
import { titleOfMember } from '../list/columns.ts';
import type { Row } from '../list/row.ts';
import { MemberValue } from '../list/value.tsx';
import { CodeBlock, CopyButton, Facts } from '../ui/index.ts';
import { common } from '../words/common.ts';

const HIDDEN = new Set(['id', 'object']);

/** Tells if a value needs a block of its own: an object or a list of objects that is no embedded row. */
const isLong = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object');
  return !('id' in value) && Object.keys(value).length > 0;
};

/** Shows the members of a row: short ones in lines, JSON in blocks. */
export const Members = ({ resource, row }: { resource: ResourceDescription; row: Row }) => (
  <Facts
    facts={resource.members
      .filter(({ name }) => !HIDDEN.has(name) && row[name] !== undefined)
      .map((member) => [
        titleOfMember(member.name),
        <Value key={member.name} member={member} value={row[member.name]} />,
      ])}
  />
);

function Value({ member, value }: { member: ResourceMember; value: unknown }) {
  if (isLong(value))
    return <CodeBlock text={JSON.stringify(value, null, 2)} label={titleOfMember(member.name)} />;
  if (member.kind === 'id' && typeof value === 'string') {
    return (
      <span className="inline-flex items-center gap-1">
        <MemberValue member={member} value={value} />
        <CopyButton text={value} label={`${common.copy}: ${titleOfMember(member.name)}`} />
      </span>
    );
  }
  return <MemberValue member={member} value={value} />;
}
