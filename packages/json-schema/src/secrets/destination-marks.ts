import { isObject, ownValue } from '../json/object.ts';
import { hasConnectionFormat } from './connection-strings.ts';

/** The keyword that says that a value decides where secrets go, or that it does not. */
export const DESTINATION_MARK = 'x-destination';

const DESTINATION_FORMATS: ReadonlySet<unknown> = new Set([
  ...['host', 'host-name', 'hostname', 'hostport', 'idn-hostname', 'ip', 'ip-address', 'ipv4', 'ipv6'],
  ...['ipvanyaddress', 'iri', 'iri-reference', 'uri', 'uri-reference', 'uri-template', 'uriref', 'url'],
  ...['url-template', 'websocket-url'],
]);

/** Formats of other things. Any other format, such as `textarea` or `password`, says nothing about destinations. */
const OTHER_FORMATS: ReadonlySet<unknown> = new Set([
  ...['color', 'date', 'date-time', 'duration', 'email', 'idn-email', 'int32', 'int64', 'json-pointer'],
  ...['regex', 'relative-json-pointer', 'time', 'uuid'],
]);

/** The statements of the subschemas of a value on its being a destination. */
export interface Said {
  /** True when one marks it, false when one takes it out and none marks it. */
  readonly mark: boolean | undefined;
  /** True for the format of a destination, false for that of another thing. */
  readonly format: boolean | undefined;
}

export function said(subschemas: Iterable<{ readonly schema: unknown }>): Said {
  let mark: boolean | undefined;
  let format: boolean | undefined;
  for (const { schema } of subschemas) {
    if (!isObject(schema)) continue;
    const marked = ownValue(schema, DESTINATION_MARK);
    if (typeof marked === 'boolean') mark = mark === true || marked;
    const named = ownValue(schema, 'format');
    if (DESTINATION_FORMATS.has(named) || hasConnectionFormat([{ schema }])) format = true;
    else if (OTHER_FORMATS.has(named)) format ??= false;
  }
  return { mark, format };
}
