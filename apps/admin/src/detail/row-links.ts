import { upgradeWords } from '../words/upgrade.ts';

/** A page of its own that a row has, beside its page. */
interface RowLink {
  label: string;
  /** The last part of its path: `upgrade` of `/provider-configs/$id/upgrade`. */
  path: string;
}

/** The further pages of live rows, by the path of the resource. Each is a button on the page of the row. */
export const rowLinks: Readonly<Record<string, readonly RowLink[]>> = {
  'provider-deployments': [{ label: upgradeWords.action, path: 'upgrade' }],
  'provider-configs': [{ label: upgradeWords.action, path: 'upgrade' }],
};
